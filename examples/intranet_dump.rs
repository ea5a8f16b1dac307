//! Reads the export of an internal community and says how far it has spread, who helps and who is asked.
//!
//! ```text
//! cargo run --release --example intranet_dump
//! cargo run --release --example intranet_dump -- PATH [--roster people.csv] [--cm anna@example.com ...]
//! ```
//!
//! Without a path it reads the made-up organisation in `examples/data`, and compares what it finds with what was
//! planted there.

use cmgraph::champions::champions;
use cmgraph::community::RoleOptions;
use cmgraph::questions::{DEFAULT_HUBS, HubOptions, question_hubs};
use cmgraph::report::{OverviewOptions, overview};
use cmgraph::simulate::{Planted, Truth};
use cmgraph::{Community, Policy, ReadOptions, Result};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "usage: intranet_dump [PATH ... [--roster people.csv] [--cm anna@example.com ...]]";

fn main() -> ExitCode {
    let text = match arguments().and_then(|(paths, options)| run(&paths, &options).map_err(|e| e.to_string()))
    {
        Ok(text) => text,
        Err(error) => {
            eprintln!("intranet_dump: {error}");
            return ExitCode::FAILURE;
        }
    };
    // A reader that has seen enough (`| head`) is no error.
    let _ = std::io::stdout().write_all(text.as_bytes());
    ExitCode::SUCCESS
}

fn run(paths: &[PathBuf], options: &ReadOptions) -> Result<String> {
    if !paths.is_empty() {
        let community = cmgraph::read(paths, options)?;
        return overview(&community, &Policy::named(), &OverviewOptions::default());
    }
    let data = bundled();
    let truth = Truth::read(&data.join("truth.json"))?;
    let roles = RoleOptions {
        community_managers: vec![truth.community_manager.clone()],
        communications: vec![truth.communications.clone()],
        bots: truth.bots.clone(),
        ..RoleOptions::default()
    };
    let options = ReadOptions { roster: Some(data.join("roster.csv")), roles, ..ReadOptions::default() };
    let community = cmgraph::read(&[data.join("export.zip")], &options)?;
    let report = overview(&community, &Policy::named(), &OverviewOptions::default())?;
    let comparison = compare(&community, &truth)?;
    Ok(format!("The made-up organisation in {}\n\n{report}\n{comparison}", data.display()))
}

/// What was found beside what was planted. As many of each list are looked at as were planted; the decoys, who are
/// loud but help few, or are asked by one person only, should be nowhere in it.
fn compare(community: &Community, truth: &Truth) -> Result<String> {
    let (view, options) = (community.whole(), OverviewOptions::default());
    let helpers = champions(&view, &options.champions)?;
    let helpers: Vec<&str> = helpers.champions().take(options.champions.n).map(|c| c.id.as_str()).collect();
    // Two of the planted hubs are not on the platform: such people are looked for only with a purpose.
    let purpose = Some("to compare with what was planted".to_owned());
    let asked = question_hubs(&view, &HubOptions { off_platform: true, purpose, ..options.hubs })?;
    let asked: Vec<&str> = asked.hubs().take(DEFAULT_HUBS).map(|hub| hub.id.as_str()).collect();
    let mut out = String::from("What was planted\n════════════════\n\n");
    for (what, list, planted, decoys) in [
        ("champions", &helpers, &truth.champions, &truth.decoys),
        ("question hubs", &asked, &truth.hubs, &truth.hub_decoys),
    ] {
        let ids = |people: &[Planted]| people.iter().map(|p| p.user.to_string()).collect::<BTreeSet<_>>();
        let (planted, decoys) = (ids(planted), ids(decoys));
        let first = &list[..list.len().min(planted.len())];
        let found = first.iter().filter(|&&id| planted.contains(id)).count();
        out.push_str(&format!(
            "  {what:14}{} planted; the first {} of the list: {found} found, {} missed, {} false\n",
            planted.len(),
            first.len(),
            planted.len() - found,
            first.len() - found,
        ));
        let listed = decoys.iter().filter(|decoy| list.contains(&decoy.as_str())).count();
        out.push_str(&format!("  {:14}{} of {} decoys avoided\n", "", decoys.len() - listed, decoys.len()));
    }
    let joined = truth.joined_by_month.last().copied().unwrap_or(0);
    out.push_str(&format!(
        "  {:14}{joined} employees had logged in by the end, leavers included\n",
        "adoption"
    ));
    Ok(out)
}

/// The data beside this file; below the working directory where the program was moved elsewhere.
fn bundled() -> PathBuf {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    if built.exists() { built } else { PathBuf::from("examples/data") }
}

fn arguments() -> Result<(Vec<PathBuf>, ReadOptions), String> {
    let (mut paths, mut options) = (Vec::new(), ReadOptions::default());
    let mut arguments = std::env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| USAGE.to_string());
        match argument.to_str() {
            Some("--roster") => options.roster = Some(value()?.into()),
            Some("--cm") => options.roles.community_managers.push(value()?.to_string_lossy().into_owned()),
            Some(option) if option.starts_with('-') => return Err(USAGE.into()),
            _ => paths.push(argument.into()),
        }
    }
    let alone = options.roster.is_some() || !options.roles.community_managers.is_empty();
    if paths.is_empty() && alone { Err(USAGE.into()) } else { Ok((paths, options)) }
}
