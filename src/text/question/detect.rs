//! Which rule of a language a clause meets.

use super::super::languages::table::Table;
use super::super::tokens::{Clause, End, MOST_TOKENS};

/// The strongest rule that a clause meets.
#[derive(Debug, Clone, PartialEq)]
pub struct Sure {
    pub rule: String,
    pub weight: f64,
}

/// Words after a greeting that may be names.
const MOST_NAMES: usize = 3;

/// The strongest rule of a language that a clause meets, if any.
pub fn clause_rule(table: &Table, clause: &Clause<'_>) -> Option<Sure> {
    let mut classes = [0u64; MOST_TOKENS];
    for (class, token) in classes.iter_mut().zip(&clause.tokens) {
        *class = table.classes(token.word, token.hash);
    }
    let classes = &classes[..clause.tokens.len()];
    let (mut starts, mut unfronted) = (0u32, 0u32);
    let (mut at, mut fronted) = (0, false);
    loop {
        starts |= 1 << at;
        unfronted |= u32::from(!fronted) << at;
        let Some(&class) = classes.get(at) else { break };
        fronted |= class & table.fronted != 0;
        if class & table.greeting != 0 {
            // "Hi Anna, ..." and "Hi all, ..."
            let names = clause.tokens[at + 1..].iter().take(MOST_NAMES + 1).position(|t| t.after_comma);
            at += 1 + names.unwrap_or(0);
        } else if class & (table.lead | table.fronted) != 0 {
            at += 1;
        } else {
            break;
        }
        if at >= classes.len() { break }
    }
    // Where the clause goes on after a condition or a short beginning.
    let condition = classes.first().is_some_and(|class| class & table.condition != 0);
    let on = clause.tokens.iter().skip(1).position(|token| token.after_comma).map(|i| i + 1);
    let on = on.filter(|&i| condition || i <= MOST_NAMES).map_or(0, |i| 1u32 << i);
    let mut best: Option<Sure> = None;
    for rule in &table.rules {
        if best.as_ref().is_some_and(|best| best.weight >= rule.weight) { continue; }
        if rule.unless_exclaimed && clause.end == End::Exclamation { continue; }
        let hit_at = (0..classes.len()).find(|&at| {
            let starts = if rule.unless_fronted { unfronted } else { starts };
            let starts = starts | if rule.after_comma { on } else { 0 };
            let by_pattern = starts & (1 << at) != 0
                && rule.pattern.as_ref().is_some_and(|pattern| pattern.matches(&classes[at..]));
            by_pattern
                || (rule.anywhere || starts & (1 << at) != 0)
                    && rule.phrases.iter().any(|phrase| {
                        clause.tokens.len() >= at + phrase.len()
                            && phrase.iter().zip(&clause.tokens[at..]).all(|(word, token)| *word == token.hash)
                    })
        });
        let tagged = rule.tags.iter().any(|tag| {
            let last: Vec<_> = clause.last.iter().flatten().collect();
            last.len() >= tag.len() && clause.tokens.len() > tag.len() + 1 && {
                let last = &last[last.len() - tag.len()..];
                last[0].after_comma && last.iter().zip(tag).all(|(token, word)| token.hash == *word)
            }
        });
        let hit_at = hit_at.or(tagged.then_some(classes.len()));
        let Some(at) = hit_at else { continue };
        let later = clause.tokens.iter().zip(classes).skip(at + 1);
        if rule.unless_after_comma != 0
            && { let mut later = later; later.any(|(token, class)| token.after_comma && class & rule.unless_after_comma != 0) } { continue; }
        if rule.unless_later.as_ref().is_some_and(|p| (at + 2..classes.len()).any(|i| p.matches(&classes[i..]))) { continue; }
        best = Some(Sure { rule: rule.id.clone(), weight: rule.weight });
    }
    best
}
