//! The ready criterion sets of `criteria/`, embedded so that they are there without a network or an installation.

#[derive(Debug)]
pub struct Preset {
    pub name: &'static str,
    /// What it is, in a line.
    pub about: &'static str,
    pub criteria: &'static str,
    /// A data file with the columns the criteria read and a few made-up rows.
    pub template: &'static str,
}

macro_rules! preset {
    ($name:literal, $about:literal) => {
        Preset {
            name: $name,
            about: $about,
            criteria: include_str!(concat!("../../criteria/", $name, ".toml")),
            template: include_str!(concat!("../../criteria/", $name, ".csv")),
        }
    };
}

pub const PRESETS: [Preset; 6] = [
    preset!("integrated-care", "the criteria that people who plan integrated care named (Gongora-Salazar et al. 2022)"),
    preset!("selfie", "the core set of the SELFIE project for people with several conditions (Rutten-van Mölken et al. 2018)"),
    preset!("triple-aim", "health and well-being, quality and experience, sustainable resources; and equity"),
    preset!("star", "people who benefit × benefit for each, against cost (Airoldi, Bevan et al. 2014)"),
    preset!("evidem", "the thirteen criteria of the EVIDEM core model on their scales"),
    preset!("icb-matrix", "a scoring matrix with the weights of MHIN England 2023 (Ahuja, Phillips et al.)"),
];

/// The preset of this name, with or without `.toml`.
#[must_use]
pub fn find(name: &str) -> Option<&'static Preset> {
    let name = name.strip_suffix(".toml").unwrap_or(name);
    PRESETS.iter().find(|preset| preset.name == name)
}
