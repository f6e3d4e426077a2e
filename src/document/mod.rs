//! What every format can render: headings, paragraphs, notes and tables whose cells keep numbers as numbers.
//!
//! Owns the shape of a result on its way to people; which words and figures go in belongs to `present`, how they look to `export`.

pub mod figure;
pub mod words;
