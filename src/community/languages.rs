//! In which language messages are: by their words, and by what their authors and groups usually write in.

use super::batch::NO_GROUP;
use super::{MemberId, MessageFlags};
use crate::text::{Evidence, FLAT, Language, OUTCOMES, Prior};
use rayon::prelude::*;

/// Posterior probability, by the words alone, from which a message says in which language its author writes.
const CLEAR: f64 = 0.95;

/// How many messages the layer above weighs as much as: all messages for a group, the group for an author.
const STRENGTH: f64 = 1.0;

type Counts = [u32; OUTCOMES];

/// The share of each outcome in the counts, drawn towards the layer above.
fn shrunk(counts: &Counts, above: &Prior) -> Prior {
    let n: u32 = counts.iter().sum();
    let mut prior = *above;
    for (p, &count) in prior.iter_mut().zip(counts) {
        *p = (f64::from(count) + STRENGTH * *p) / (f64::from(n) + STRENGTH);
    }
    prior
}

/// Languages of the messages, and with them whether a text without a question mark asks; nothing where no reader gave
/// evidence.
///
/// A message whose words are clear counts for its author and its group. The prior of every message is the share of
/// the languages among those of its author, drawn towards the shares of its group, and these towards those of all
/// messages; the posterior is prior times likelihood. Flags are set anew: a question is what carries a mark, or asks
/// by its words under the rules of the languages that it may be in. O(n).
pub(super) fn decide(
    evidence: &[Evidence],
    authors: &[MemberId],
    groups: &[u32],
    flags: &mut [MessageFlags],
) -> Vec<Option<Language>> {
    if evidence.is_empty() {
        return Vec::new();
    }
    let clear: Vec<Option<u8>> = evidence
        .par_iter()
        .map(|evidence| {
            let posterior = evidence.posterior(&FLAT);
            let outcome = posterior.iter().position(|&p| p >= CLEAR).filter(|_| evidence.is_given());
            outcome.and_then(|outcome| u8::try_from(outcome).ok())
        })
        .collect();
    let size = |most: Option<u32>| most.map_or(0, |most| most as usize + 1);
    let in_group = |group: u32| (group != NO_GROUP).then_some(group as usize);
    let mut whole = Counts::default();
    let mut by_author = vec![Counts::default(); size(authors.iter().map(|author| author.0).max())];
    let mut by_group =
        vec![Counts::default(); size(groups.iter().copied().filter(|&group| group != NO_GROUP).max())];
    for ((outcome, author), &group) in clear.iter().zip(authors).zip(groups) {
        let Some(outcome) = outcome.map(usize::from) else { continue };
        whole[outcome] += 1;
        by_author[author.index()][outcome] += 1;
        if let Some(group) = in_group(group) {
            by_group[group][outcome] += 1;
        }
    }
    let whole = shrunk(&whole, &FLAT);
    let by_group: Vec<Prior> = by_group.iter().map(|counts| shrunk(counts, &whole)).collect();
    (evidence, authors, groups, flags)
        .into_par_iter()
        .map(|(evidence, author, &group, flags)| {
            if !evidence.is_given() {
                return None;
            }
            let above = in_group(group).and_then(|group| by_group.get(group)).unwrap_or(&whole);
            let decision = evidence.decide(&shrunk(&by_author[author.index()], above));
            let asks = flags.has(MessageFlags::MARKED) || decision.asks;
            for (flag, set) in [
                (MessageFlags::QUESTION, asks),
                (MessageFlags::THANKS, decision.thanks && !asks),
                (MessageFlags::SOLVED, decision.solved && !asks),
            ] {
                if set { flags.set(flag) } else { flags.clear(flag) }
            }
            decision.language
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::features;

    fn decided(messages: &[(&str, u32, u32)]) -> (Vec<Option<&'static str>>, Vec<bool>) {
        let evidence: Vec<_> =
            messages.iter().map(|(text, _, _)| features(text.as_bytes()).evidence).collect();
        let authors: Vec<_> = messages.iter().map(|&(_, author, _)| MemberId(author)).collect();
        let groups: Vec<_> = messages.iter().map(|&(_, _, group)| group).collect();
        let mut flags = vec![MessageFlags::default(); messages.len()];
        let languages = decide(&evidence, &authors, &groups, &mut flags);
        let asks = flags.iter().map(|flags| flags.has(MessageFlags::QUESTION)).collect();
        (languages.into_iter().map(|language| language.map(Language::code)).collect(), asks)
    }

    const FINNISH: &str = "Hei, tämä ohje on nyt siinä ryhmässä, mutta se ei ole vielä valmis";
    const SWEDISH: &str = "Hej, det är så att guiden ligger här, men den är inte färdig än";

    #[test]
    fn authors_and_groups_tell_the_language_of_short_messages() {
        let short = "Nordea 32";
        let (languages, _) = decided(&[
            (FINNISH, 0, 0),
            (FINNISH, 0, 0),
            (FINNISH, 0, 0),
            (FINNISH, 0, 0),
            (SWEDISH, 1, 1),
            (SWEDISH, 1, 1),
            (SWEDISH, 1, 1),
            (SWEDISH, 1, 1),
            (short, 0, NO_GROUP),
            (short, 1, 1),
            (short, 2, NO_GROUP),
            ("12", 2, NO_GROUP),
            ("", 0, 0),
        ]);
        let (fi, sv) = (Some("fi"), Some("sv"));
        assert_eq!(languages[..11], [fi, fi, fi, fi, sv, sv, sv, sv, fi, sv, None]);
        assert_eq!(languages[12], None, "nothing said");
        assert_eq!(decide(&[], &[], &[], &mut []), []);
    }

    #[test]
    fn order_does_not_matter() {
        let mut messages =
            vec![(FINNISH, 0, 1), (SWEDISH, 1, 1), ("Lasse", 0, 1), ("ok", 1, 1), (FINNISH, 2, 0)];
        let mut forwards = decided(&messages);
        messages.reverse();
        let backwards = decided(&messages);
        forwards.0.reverse();
        forwards.1.reverse();
        assert_eq!(forwards, backwards);
    }
}
