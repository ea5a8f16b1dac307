//! Files and the span of time that they cover.

use super::{Advice, Urgency};
use crate::community::{DropReason, FileAudit};
use crate::time::DAY_MS;
use crate::{Timestamp, View};

/// Days below which a span is short: trends and habits need a quarter.
pub(super) const MIN_SPAN_DAYS: f64 = 90.0;
/// Days without any message from which an export looks as if a part were missing.
pub(super) const GAP_DAYS: f64 = 21.0;
/// Share from which something is worth a word.
pub(super) const SMALL_SHARE: f64 = 0.02;

pub(super) fn look(view: &View<'_>) -> Vec<Advice> {
    let mut advice = Vec::new();
    incomplete(view, &mut advice);
    damage(view, &mut advice);
    threads(view, &mut advice);
    span(view, &mut advice);
    exports(view, &mut advice);
    advice
}

fn incomplete(view: &View<'_>, advice: &mut Vec<Advice>) {
    let audit = view.community().audit();
    let short: Vec<&FileAudit> = audit.files.iter().filter(|file| file.confirmed() == Some(false)).collect();
    if !short.is_empty() {
        let (read, declared): (u64, u64) =
            short.iter().fold((0, 0), |sum, file| (sum.0 + file.rows, sum.1 + file.declared.unwrap_or(0)));
        advice.push(
            Advice::new(
                Urgency::First,
                "incomplete file",
                format!("{} rows were read where the export's log.txt declares {}", read, declared),
            )
            .because("what is missing is in no number, and nobody can tell what it was", "all of them")
            .so("download this export again; do not open or save its files in between")
            .counted(declared.abs_diff(read), Some(declared)),
        );
    }
    if audit.named("Users.csv").next().is_none() && audit.named("Messages.csv").next().is_some() {
        advice.push(
            Advice::new(
                Urgency::First,
                "no Users.csv",
                "no list of users was read, so people are known by their id alone",
            )
            .because(
                "guests, programs and people who have left cannot be told from colleagues",
                "adoption, champions, hubs",
            )
            .so("export again and keep all files of the archive together, as they were downloaded"),
        );
    }
}

fn damage(view: &View<'_>, advice: &mut Vec<Advice>) {
    let files = &view.community().audit().files;
    let dropped = |reason| files.iter().filter_map(|file| file.dropped.get(&reason)).sum::<u64>();
    let rows: u64 = files.iter().map(|file| file.rows).sum();
    let damaged: u64 = [DropReason::Damaged, DropReason::NoId, DropReason::NoAuthor, DropReason::NoTime]
        .into_iter()
        .map(dropped)
        .sum();
    if damaged > 0 {
        let much = damaged as f64 > SMALL_SHARE * rows as f64;
        advice.push(
            Advice::new(
                if much { Urgency::First } else { Urgency::Know },
                "damaged rows",
                format!("{damaged} of {rows} rows could not be read and are left out"),
            )
            .because("rows without id, author or time are in no number", "all of them, by their share")
            .so("see audit_dropped and the places of damage (cmgraph read); download the export again, and never save its files \
                 in a spreadsheet program: that cuts ids and moves columns")
            .counted(damaged, Some(rows)),
        );
    }
    let repaired: u64 = files.iter().map(|file| file.repaired).sum();
    if repaired > 0 {
        advice.push(
            Advice::new(
                Urgency::Know,
                "repaired rows",
                format!("{repaired} rows had shifted columns and were put back"),
            )
            .because("they count like all others", "none")
            .so("nothing; the platform writes such rows by itself")
            .counted(repaired, Some(rows)),
        );
    }
    let unreadable: u64 = files.iter().map(|file| file.unreadable_values).sum();
    if unreadable > 0 {
        advice.push(
            Advice::new(
                Urgency::Worth,
                "unreadable values",
                format!(
                    "{unreadable} values in rows that were kept could not be read: dates, numbers, managers"
                ),
            )
            .because(
                "whoever has such a value counts as if it were not known",
                "adoption by hiring and leaving dates, units",
            )
            .so("look at the remarks of cmgraph read; write dates in the roster as 2024-07-01")
            .counted(unreadable, None),
        );
    }
    let private = dropped(DropReason::Private);
    if private > 0 {
        advice.push(
            Advice::new(
                Urgency::Know,
                "private messages",
                format!("{private} messages of private conversations are left out"),
            )
            .because("they are nobody's business, and in no number", "none of the community's")
            .so("nothing; --private-messages reads them, if you have a ground in law to")
            .counted(private, None),
        );
    }
}

fn threads(view: &View<'_>, advice: &mut Vec<Advice>) {
    let community = view.community();
    let (missing, all) = (community.audit().missing_roots, community.threads().len() as u64);
    if missing as f64 > SMALL_SHARE * all as f64 {
        advice.push(
            Advice::new(
                Urgency::Worth,
                "threads without a beginning",
                format!("{missing} of {all} threads began before the export, or outside of what was exported"),
            )
            .because("who asked and when is not known, so they are in no number about questions", "answers, champions, hubs")
            .so("read the export of the months before as well: several exports in one call are merged, overlaps counted once")
            .counted(missing, Some(all)),
        );
    }
}

fn span(view: &View<'_>, advice: &mut Vec<Advice>) {
    let messages = view.community().messages();
    let days = view.to().days_since(view.from());
    if view.message_range().is_empty() {
        advice.push(
            Advice::new(Urgency::First, "no messages", "the window holds no message")
                .because("there is nothing to tell of", "all of them")
                .so("look at --from and --to, and at what cmgraph read says of the files"),
        );
        return;
    }
    if days < MIN_SPAN_DAYS {
        advice.push(
            Advice::new(Urgency::Worth, "short span", format!("{days:.0} days are covered"))
                .because("habits, trends and the adoption curve need months to show", "adoption, retention, stage, champions")
                .so("export a longer range, a year if you can; Yammer exports by date range, and several exports can be read at once"),
        );
    }
    let at = |row: usize| messages.at[row];
    let range = view.message_range();
    let mut longest = (0, view.from());
    for row in range.clone().skip(1) {
        longest = longest.max((at(row).0 - at(row - 1).0, at(row - 1)));
    }
    let day = |at: Timestamp| view.window().zone.day(at);
    if longest.0 as f64 >= GAP_DAYS * DAY_MS as f64 {
        let (gap, from) = (longest.0 as f64 / DAY_MS as f64, longest.1);
        advice.push(
            Advice::new(Urgency::Worth, "gap", format!("nobody wrote for {gap:.0} days after {}", day(from)))
                .because("a part may be missing, and looks like silence", "stage, retention, adoption")
                .so("if people did write then, export that range as well and read both; if not, nothing")
                .counted(gap as u64, None),
        );
    }
    let quiet = view.to().days_since(at(range.end - 1));
    if quiet >= GAP_DAYS {
        advice.push(
            Advice::new(
                Urgency::Worth,
                "quiet end",
                format!("the last message is {quiet:.0} days before the end of what the export covers"),
            )
            .because("those days count as days on which nobody did anything", "stage, retention, dependence")
            .so(format!(
                "if the export was cut, say so: --to {}",
                day(Timestamp(at(range.end - 1).0 + DAY_MS))
            ))
            .counted(quiet as u64, None),
        );
    }
}

/// What exports never have, or this one has not.
fn exports(view: &View<'_>, advice: &mut Vec<Advice>) {
    let community = view.community();
    let yammer = community.audit().named("Messages.csv").next().is_some();
    advice.push(
        Advice::new(Urgency::Know, "views", "exports do not say who read what")
            .because("who only reads cannot be told from who never comes", "funnel, participation, adoption")
            .so("nothing; take the platform's own usage report for the number of readers, not for names"),
    );
    if community.reactions().is_empty() {
        let action = match yammer {
            true => "nothing: Yammer's network export holds no reactions",
            false => "export reactions as events with a time, if the platform has them",
        };
        advice.push(
            Advice::new(Urgency::Know, "reactions", "no reactions were read")
                .because(
                    "people who only react count as not active; likes are thanks that are not seen",
                    "adoption (reacted), thanked answers",
                )
                .so(action),
        );
    }
    let not_read = &community.audit().not_read;
    if !not_read.is_empty() {
        advice.push(
            Advice::new(
                Urgency::Know,
                "files not read",
                format!("{} files of the export are not read", not_read.len()),
            )
            .because("nothing in them is needed so far", "none")
            .so("nothing")
            .counted(not_read.len() as u64, None),
        );
    }
}
