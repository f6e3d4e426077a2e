//! Files as they lie on the disk: read whole, and what to say where they cannot be.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::failure::Failure;
use crate::diagnostic::{nearest, quote};

/// Whether the data come on standard input.
pub fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// The data, from a file or standard input.
pub fn read_data(path: &Path) -> Result<(String, Vec<u8>), Failure> {
    if is_standard_input(path) {
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().take(crate::input::encoding::MAX_BYTES as u64 + 1).read_to_end(&mut bytes);
        return read
            .map(|_| ("-".to_owned(), bytes))
            .map_err(|error| Failure::File(format!("standard input cannot be read: {error}")));
    }
    read_table(path)
}

/// A file of rows and columns.
pub fn read_table(path: &Path) -> Result<(String, Vec<u8>), Failure> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let bytes = read_file(path)?;
    if matches!(ending.as_deref(), Some("xls" | "ods" | "xlsb" | "numbers")) {
        let message = format!("{} is a workbook of a kind that is not read; save it as .xlsx or as \"CSV UTF-8\"", shown(path));
        return Err(Failure::Usage(message));
    }
    Ok((name_of(path), bytes))
}

/// Reads a file whole.
pub fn read_file(path: &Path) -> Result<Vec<u8>, Failure> {
    if path.is_dir() {
        return Err(Failure::File(format!("{} is a directory, not a file", shown(path))));
    }
    std::fs::read(path).map_err(|error| {
        let what = match error.kind() {
            std::io::ErrorKind::NotFound => format!("there is no file {}{}", shown(path), near(path)),
            std::io::ErrorKind::PermissionDenied => format!("{} may not be read: permission denied", shown(path)),
            _ => format!("{} cannot be read: {error}", shown(path)),
        };
        Failure::File(what)
    })
}

/// The file in the same folder whose name is nearest.
fn near(path: &Path) -> String {
    let folder =
        path.parent().filter(|folder| !folder.as_os_str().is_empty()).map_or_else(|| PathBuf::from("."), Path::to_path_buf);
    let names: Vec<String> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    let wanted = name_of(path);
    nearest(&wanted, names.iter().map(String::as_str)).map_or(String::new(), |name| format!("; did you mean {}?", quote(name)))
}

/// A file's name without its folder.
pub fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.to_string_lossy(), std::ffi::OsStr::to_string_lossy).into_owned()
}

/// A path as messages show it.
pub fn shown(path: &Path) -> String {
    quote(&path.to_string_lossy())
}
