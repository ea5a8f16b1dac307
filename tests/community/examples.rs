//! The example as a stranger meets it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Cargo puts examples beside the tests, and builds them before.
fn example(name: &str) -> PathBuf {
    let here = std::env::current_exe().unwrap();
    let folder = here.parent().and_then(Path::parent).unwrap().join("examples");
    let path = folder.join(name).with_extension(std::env::consts::EXE_EXTENSION);
    assert!(path.exists(), "{} is not built: cargo build --example {name}", path.display());
    path
}

fn intranet_dump(arguments: &[&str]) -> Output {
    Command::new(example("intranet_dump")).args(arguments).output().unwrap()
}

#[test]
fn the_bundled_dump_beside_its_truth() {
    let output = intranet_dump(&[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    for line in [
        "13,084 messages read, as log.txt declares",
        "190 users read, as log.txt declares",
        "How far has it spread?",
        "░",
        "Who helps?",
        "Who is asked?",
        "5 planted; the first 5 of the list: 5 found, 0 missed, 0 false",
        "6 planted; the first 6 of the list: 6 found, 0 missed, 0 false",
        "5 of 5 decoys avoided",
        "3 of 3 decoys avoided",
    ] {
        assert!(text.contains(line), "{line:?} is not in {text}");
    }
    assert!(text.lines().skip(1).all(|line| line.chars().count() <= 100));
}

#[test]
fn any_export_with_and_without_a_roster() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    let (export, roster) = (data.join("export.zip"), data.join("roster.csv"));
    let (export, roster) = (export.to_str().unwrap(), roster.to_str().unwrap());
    let text = String::from_utf8(intranet_dump(&[export]).stdout).unwrap();
    assert!(text.contains("users of the export; no roster was given") && !text.contains("planted"));
    let output = intranet_dump(&[export, "--roster", roster, "--cm", "anna.manager@example.com"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("people of the roster") && text.contains("1 community manager"));
}

#[test]
fn faults_are_one_sentence() {
    for (arguments, part) in [
        (&["missing.zip"][..], "missing.zip"),
        (&["--nothing"], "usage:"),
        (&["--roster"], "usage:"),
        (&["--cm", "anna@example.com"], "usage:"),
    ] {
        let output = intranet_dump(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(said.starts_with("intranet_dump: ") && said.lines().count() == 1, "{said}");
        assert!(said.contains(part), "{said}");
    }
}
