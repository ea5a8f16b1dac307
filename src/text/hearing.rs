//! A text while it is listened to.

use super::evidence::Evidence;
use super::identify;
use super::language::Language;
use super::languages::table::{BEGINS_RHETORICAL, BEGINS_SOLVED, BEGINS_THANKS, Phrase, Rule, Table};
use super::lexicon::Lexicon;
use super::plain::Plain;
use super::question::{detect, mark};
use super::tokens::{Clause, Clauses, End, Token};
use std::cell::RefCell;

/// Longer messages say more than thanks.
pub(super) const MOST_WORDS_THANKS: usize = 12;

/// Longer messages say more than that something is solved.
pub(super) const MOST_WORDS_SOLVED: usize = 20;

/// Weight from which a rule makes a question of a clause: half after a base rate of [`BASE`].
pub(super) const DECISIVE: f32 = 1.386_294_4;

/// Share of questions where nothing is known.
pub(super) const BASE: f64 = 0.2;

/// A text, its clauses, and what the tables say.
pub(super) struct Hearing {
    plain: Plain,
    clauses: Clauses,
    lexicon: &'static Lexicon,
}

thread_local! {
    static HEARING: RefCell<Hearing> = RefCell::new(Hearing {
        plain: Plain::default(),
        clauses: Clauses::default(),
        lexicon: Lexicon::get(),
    });
}

/// Listens to a body. The memory of the last one is used again.
pub(super) fn with<T>(body: &[u8], special: bool, see: impl FnOnce(&Hearing) -> T) -> T {
    HEARING.with_borrow_mut(|hearing| {
        hearing.plain.set(body, special);
        hearing.clauses.set(&hearing.plain, hearing.lexicon);
        see(hearing)
    })
}

impl Hearing {
    fn each(&self) -> impl Iterator<Item = (&Clause, &[Token])> {
        self.clauses.clauses.iter().map(|clause| (clause, self.clauses.of(clause)))
    }

    /// What the words say about the language.
    pub(super) fn language(&self) -> Evidence {
        let tokens = &self.clauses.tokens;
        Evidence::new(&identify::scores(&self.plain, tokens, self.lexicon), !tokens.is_empty())
    }

    /// What the words say: the language, and in which languages they ask.
    pub(super) fn evidence(&self) -> Evidence {
        let mut evidence = self.language();
        let mut open = evidence.candidates();
        for (clause, tokens) in self.each() {
            let mut may = detect::may_ask(self.lexicon, &self.plain, tokens, open);
            while may != 0 {
                let language = Language::ALL[may.trailing_zeros() as usize];
                may &= may - 1;
                if self.clause_rule(language, clause, tokens).is_some() {
                    evidence.asks_in(language);
                    open &= !(1 << language as u16);
                }
            }
        }
        evidence
    }

    fn clause_rule(&self, language: Language, clause: &Clause, tokens: &[Token]) -> Option<&'static Rule> {
        let table = self.lexicon.table(language)?;
        let rule = detect::strongest(table, &self.plain, tokens, clause.end)?;
        (rule.weight > DECISIVE && !self.asks_nothing(tokens)).then_some(rule)
    }

    /// A rule of the language by which a clause is a question, the strongest.
    pub(super) fn rule(&self, language: Language) -> Option<&'static Rule> {
        let rules = self.each().filter_map(|(clause, tokens)| {
            let may = detect::may_ask(self.lexicon, &self.plain, tokens, 1 << language as u16) != 0;
            may.then(|| self.clause_rule(language, clause, tokens)).flatten()
        });
        rules.reduce(|best, rule| if rule.weight > best.weight { rule } else { best })
    }

    /// Whether a clause ends with a question mark and asks.
    pub(super) fn marked(&self) -> bool {
        self.clauses.clauses.is_empty()
            || self.each().any(|(clause, tokens)| clause.end == End::Question && !self.asks_nothing(tokens))
    }

    /// Whether a clause is a phrase that asks nothing in any of the languages.
    fn asks_nothing(&self, tokens: &[Token]) -> bool {
        self.begins(tokens, BEGINS_RHETORICAL) && self.tables().any(|table| mark::rhetorical(table, tokens))
    }

    /// Whether thanks stand somewhere, in any of the languages: they are borrowed from one another.
    pub(super) fn thanks(&self) -> bool {
        self.says(BEGINS_THANKS, |table| &table.thanks)
    }

    /// Whether the text says that something is solved.
    pub(super) fn solved(&self) -> bool {
        self.says(BEGINS_SOLVED, |table| &table.solved)
    }

    fn says(&self, begins: u64, phrases: impl Fn(&Table) -> &[Phrase]) -> bool {
        self.each().any(|(_, tokens)| {
            (0..tokens.len()).any(|at| {
                self.begins(&tokens[at..at + 1], begins)
                    && self
                        .tables()
                        .any(|t| phrases(t).iter().any(|phrase| detect::begins(&tokens[at..], phrase)))
            })
        })
    }

    fn begins(&self, tokens: &[Token], bit: u64) -> bool {
        tokens.iter().any(|token| self.lexicon.roles[usize::from(token.word)].phrases & bit != 0)
    }

    fn tables(&self) -> impl Iterator<Item = &'static Table> {
        self.lexicon.tables.iter().flatten()
    }
}
