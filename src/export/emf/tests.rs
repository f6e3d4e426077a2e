//! Every kind of picture is a sound metafile that holds all of its SVG.
