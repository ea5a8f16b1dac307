//! Which rule of a language a clause meets.

use super::super::languages::table::{
    AFTER_COMMA, BEGINS_ANYWHERE, BEGINS_IDIOM, BEGINS_PHRASE, ENDS_TAG, NAMED, Phrase, Rule, Table,
    last_sixteen,
};
use super::super::lexicon::Lexicon;
use super::super::plain::Plain;
use super::super::tokens::{End, Token};
use super::pattern::{ANY, FURTHEST, Pattern};

/// Words of a clause that rules look at. What makes a question stands at its beginning.
const MOST_TOKENS: usize = 28;

/// Words after a greeting that may be names.
const MOST_NAMES: usize = 3;

/// Whether a phrase stands at the beginning of the tokens.
#[inline]
pub(in crate::text) fn begins(tokens: &[Token], phrase: &Phrase) -> bool {
    tokens.len() >= phrase.len() && phrase.iter().zip(tokens).all(|(word, token)| *word == token.word)
}

/// Where the question proper can begin, one bit a token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Starts {
    /// After greetings, names and words that lead to a question.
    pub(super) all: u32,
    /// Of these, the ones that no word stands before which turns the order of subject and verb.
    unfronted: u32,
    /// Where the clause goes on after a condition, after a word of no table (a name), or after a dash.
    on: u32,
    /// After any comma.
    commas: u32,
}

impl Starts {
    fn any(&self) -> u32 {
        self.all | self.on | self.commas
    }

    /// `classes` and `tokens` are of the same clause, which has a word.
    pub(super) fn of(table: &Table, tokens: &[Token], classes: &[u64]) -> Starts {
        let mut starts = Starts { all: 0, unfronted: 0, on: 0, commas: 0 };
        let (mut at, mut fronted) = (0, false);
        while let Some(&class) = classes.get(at) {
            starts.all |= 1 << at;
            starts.unfronted |= u32::from(!fronted) << at;
            fronted |= class & table.fronted != 0;
            if class & table.greeting != 0 {
                // "Hi Anna, ..." and "Hi all, ..."
                let mut names = tokens[at + 1..classes.len()].iter().take(MOST_NAMES + 1);
                at += 1 + names.position(|token| token.after_comma).unwrap_or(0);
            } else if class & (table.lead | table.fronted) != 0 {
                at += 1;
            } else {
                break;
            }
        }
        let condition = classes[0] & table.condition != 0;
        for (at, token) in tokens.iter().enumerate().take(classes.len()).skip(1) {
            // Words that lead to a question may follow the comma: ", but why are we".
            let led = starts.commas >> (at - 1) & 1 == 1 && classes[at - 1] & table.lead != 0;
            starts.commas |= u32::from(token.after_comma || led) << at;
        }
        if starts.commas != 0 {
            starts.commas &= !quoted(table, classes);
        }
        // One dash begins anew; two of them hold something in between.
        let mut dashes = tokens.iter().enumerate().skip(1).filter(|(_, token)| token.after_dash);
        let dash = dashes.next().filter(|_| dashes.next().is_none()).map(|(at, _)| at);
        let comma = starts.commas.trailing_zeros() as usize;
        let name = comma == 1 && classes[0] & NAMED == 0;
        for mut on in [(condition || name).then_some(comma), dash].into_iter().flatten() {
            // "If so, then ..."
            while let Some(class) = classes.get(on) {
                starts.on |= 1 << on;
                if class & table.lead == 0 {
                    break;
                }
                on += 1;
            }
        }
        starts
    }
}

/// Words between a verb of saying and the comma before what was said: "he said to me, ...".
const MOST_BEFORE_QUOTE: usize = 3;

/// Words of what somebody else said, asked or thought, one bit each: no question of this writer begins there.
fn quoted(table: &Table, classes: &[u64]) -> u32 {
    let comma_at = |at: usize| classes.get(at).is_some_and(|class| class & AFTER_COMMA != 0);
    let begins = |at: &usize| {
        let class = classes[*at];
        (class & table.quoting_comma != 0 && comma_at(at + 1))
            || (class & table.quoting != 0 && (at + 1..=at + 1 + MOST_BEFORE_QUOTE).any(comma_at))
    };
    (0..classes.len()).find(begins).map_or(0, |at| u32::MAX << at)
}

/// Languages (one bit each, of `open`) whose rules a clause may meet. Most clauses are spared all rules here, by a
/// look at the words with which the question proper can begin; what is left over is decided by the rules.
#[inline]
pub(in crate::text) fn may_ask(lexicon: &Lexicon, plain: &Plain, tokens: &[Token], open: u16) -> u16 {
    // Languages in which the question proper can begin with the word, and the last place where it could in any.
    let (mut starting, mut start) = (open, 0);
    let (mut may, mut anywhere) = (0, 0);
    for (at, token) in tokens.iter().take(MOST_TOKENS).enumerate() {
        let roles = &lexicon.roles[usize::from(token.word)];
        if token.after_comma {
            starting = open;
        }
        if starting != 0 {
            start = at;
        }
        let behind = lexicon.behind[(at - start).min(FURTHEST)];
        may |= roles.begins & starting | roles.behind & behind | roles.second & anywhere;
        let mut ending = (starting | behind) & lexicon.by_ending & open & !may;
        if token.word != 0 {
            ending = 0;
        }
        while ending != 0 {
            let language = 1 << ending.trailing_zeros();
            ending ^= language;
            let Some(table) = &lexicon.tables[language.trailing_zeros() as usize] else { continue };
            let first = if starting & language != 0 { table.first.must } else { 0 };
            let second = if behind & language != 0 { table.first.behind } else { 0 };
            if by_ending(table, plain, token) & (first | second) != 0 {
                may |= language;
            }
        }
        starting &= roles.lead;
        anywhere = roles.anywhere;
    }
    let tags = tokens.last().map_or(0, |last| lexicon.roles[usize::from(last.word)].tag);
    (may | tags) & open
}

/// The strongest rule of a language that a clause meets, if any. `tokens` has a word.
pub(in crate::text) fn strongest<'t>(
    table: &'t Table,
    plain: &Plain,
    tokens: &[Token],
    end: End,
) -> Option<&'t Rule> {
    // Half a sentence may become anything: "is it the,", "what are we -".
    if end == End::BrokenOff {
        return None;
    }
    let n = tokens.len().min(MOST_TOKENS);
    let mut classes = [0u64; MOST_TOKENS];
    for (class, token) in classes.iter_mut().zip(tokens) {
        *class = if token.word == 0 { by_ending(table, plain, token) } else { table.classes(token.word) };
        *class |= if token.after_comma { AFTER_COMMA } else { 0 };
    }
    let starts = Starts::of(table, tokens, &classes[..n]);
    let classes = &classes[..n];
    let idiom = |at: usize| {
        classes[at] & BEGINS_IDIOM != 0 && table.idioms.iter().any(|idiom| begins(&tokens[at..], idiom))
    };
    if (0..n).any(|at| starts.all >> at & 1 == 1 && idiom(at)) {
        return None;
    }
    let places = |of: u64| {
        let bits = classes.iter().enumerate().map(|(at, class)| u32::from(class & of != 0) << at);
        bits.fold(0, |all, bit| all | bit)
    };
    let (phrases, anywhere) = (places(BEGINS_PHRASE), places(BEGINS_ANYWHERE));
    let clause = Classed { tokens, classes, starts, phrases, anywhere, end };
    let tag = tokens.last().map_or(0, |last| table.classes(last.word) & ENDS_TAG);
    let begin = classes.iter().enumerate().fold(tag, |all, (at, class)| {
        all | class & if starts.any() >> at & 1 == 1 { ANY } else { BEGINS_ANYWHERE }
    });
    let may = |rule: &Rule| rule.begins == ANY || rule.begins & begin != 0;
    table.rules.iter().find(|rule| may(rule) && clause.meets(rule))
}

#[inline]
fn by_ending(table: &Table, plain: &Plain, token: &Token) -> u64 {
    let word = plain.word(token.start, token.end);
    let end = match token.end.checked_sub(16) {
        // What stands before a short word does no harm to endings that are not longer than it.
        Some(from) => plain.sixteen(from),
        None => last_sixteen(word),
    };
    table.by_ending(word, end)
}

/// A clause with the classes of its words.
struct Classed<'a> {
    tokens: &'a [Token],
    classes: &'a [u64],
    starts: Starts,
    /// Where a phrase of the beginning begins, and one of any place.
    phrases: u32,
    anywhere: u32,
    end: End,
}

impl Classed<'_> {
    fn meets(&self, rule: &Rule) -> bool {
        if self.end == End::Exclamation && rule.unless_exclaimed {
            return false;
        }
        let Some(at) = self.place(rule) else { return false };
        let spoilt = |by: &[Pattern], from: usize, behind_comma: bool| {
            (from..self.classes.len()).any(|at| {
                (!behind_comma || self.tokens[at].after_comma)
                    && by.iter().any(|pattern| pattern.matches(&self.classes[at..]))
            })
        };
        rule.unless.iter().all(|pattern| !pattern.matches(self.classes.get(at..).unwrap_or(&[])))
            && !spoilt(&rule.unless_after_comma, at + 1, true)
            && !spoilt(&rule.unless_later, at + 2, false)
    }

    /// Where the clause meets what the rule asks for.
    fn place(&self, rule: &Rule) -> Option<usize> {
        let n = self.classes.len();
        let starts = if rule.unless_fronted { self.starts.unfronted } else { self.starts.all };
        let starts = starts
            | if rule.after_comma { self.starts.on } else { 0 }
            | if rule.after_any_comma { self.starts.commas } else { 0 };
        if let Some(pattern) = &rule.pattern {
            let found = (0..n).find(|&at| starts >> at & 1 == 1 && pattern.matches(&self.classes[at..]));
            if found.is_some() {
                return found;
            }
        }
        if !rule.phrases.is_empty() {
            let places = if rule.anywhere { self.anywhere } else { starts & self.phrases };
            let phrase_at = |at: usize| rule.phrases.iter().any(|phrase| begins(&self.tokens[at..], phrase));
            let found = (0..n).find(|&at| places >> at & 1 == 1 && phrase_at(at));
            if found.is_some() {
                return found;
            }
        }
        rule.tags.iter().any(|tag| self.tagged(tag)).then_some(n)
    }

    /// Whether the clause says something and ends with the tag.
    fn tagged(&self, tag: &Phrase) -> bool {
        let n = self.tokens.len();
        n > tag.len() + 1
            && self.tokens[n - tag.len()].after_comma
            && begins(&self.tokens[n - tag.len()..], tag)
    }
}
