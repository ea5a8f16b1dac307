//! The text of a message, from templates; with the awkward content that real bodies have.

use super::names::SYSTEMS;
use super::organisation::{Person, SITES};
use super::phrases::{Language, TOPIC_NAMES};
use super::random::{Random, Stream};

/// Topic ids in Topics.csv and in hashtag markers.
pub(super) const TOPIC_ID: u64 = 31_000_000;

/// What a message says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Say {
    Question { mark: bool },
    Ask { mark: bool },
    Answer,
    Clarification,
    Referral,
    Thanks,
    Chat,
    ChatReply,
    Praise,
    Announcement,
    Welcome,
    Status,
    Joined,
    Created,
}

/// What a text is about and to whom.
#[derive(Clone, Copy)]
pub(super) struct About<'a> {
    pub(super) language: Language,
    pub(super) topic: usize,
    pub(super) noun: usize,
    /// People named; the templates with `{w}` need one.
    pub(super) mentioned: &'a [&'a Person],
    /// Whom a reply may address by name.
    pub(super) addressed: Option<&'a str>,
    /// Name of the new member or group of a system message.
    pub(super) subject: &'a str,
}

pub(super) struct Composer {
    random: Random,
    awkward: f64,
    /// Templates of the message at hand: people do not repeat themselves word by word.
    used: Vec<&'static str>,
}

impl Composer {
    pub(super) fn new(seed: u64, awkward: f64) -> Self {
        Composer { random: Random::new(seed, Stream::Text), awkward, used: Vec::new() }
    }

    /// Replaces `out` by a new text.
    pub(super) fn compose(&mut self, out: &mut String, say: Say, about: About) {
        out.clear();
        self.used.clear();
        let p = about.language.phrases();
        // A trailing carbon copy is the third generation of mention markers.
        let copy = !about.mentioned.is_empty() && self.random.chance(0.15);
        match say {
            Say::Question { mark } | Say::Ask { mark } => {
                let asks = matches!(say, Say::Ask { .. });
                if self.random.chance(0.4) && !asks {
                    self.sentence(out, p.greetings, about, copy);
                    out.push(if self.random.chance(0.6) { '\n' } else { ' ' });
                }
                let before = self.random.run(0.65, 4);
                for _ in 0..before {
                    self.sentence(out, p.contexts, about, copy);
                }
                self.sentence(out, if asks { p.asks } else { p.questions }, about, copy);
                if !mark && out.ends_with('?') {
                    out.pop();
                    // Left open, closed with a full stop, or trailing off.
                    out.push_str(self.random.pick(&["", "", ".", "...", "!"]));
                }
                if self.random.chance(0.45) {
                    out.push('\n');
                    self.sentence(out, p.contexts, about, copy);
                }
                if self.random.chance(0.08) {
                    out.push_str("\n#");
                    out.push_str(TOPIC_NAMES[about.topic]);
                }
            }
            Say::Answer => {
                if let Some(name) = about.addressed.filter(|_| self.random.chance(0.25)) {
                    out.push_str(name);
                    out.push_str(", ");
                }
                self.sentence(out, p.answers, about, copy);
                for _ in 0..self.random.run(0.72, 7) {
                    let more = if self.random.chance(0.25) { p.answers } else { p.details };
                    self.sentence(out, more, about, copy);
                }
            }
            Say::Referral => {
                self.sentence(out, p.referrals, about, copy);
                if self.random.chance(0.4) {
                    self.sentence(out, p.details, about, copy);
                }
            }
            Say::Clarification => self.sentence(out, p.clarifications, about, copy),
            Say::Thanks => self.sentence(out, p.thanks, about, copy),
            Say::Chat => {
                for _ in 0..1 + self.random.run(0.68, 8) {
                    self.sentence(out, p.chats, about, copy);
                }
                if self.random.chance(0.1) {
                    out.push_str(&format!(
                        " [Tag:{}:{}]",
                        TOPIC_ID + about.topic as u64,
                        TOPIC_NAMES[about.topic]
                    ));
                }
            }
            Say::ChatReply => {
                for _ in 0..1 + self.random.run(0.5, 3) {
                    self.sentence(out, p.chat_replies, about, copy);
                }
            }
            Say::Praise => self.sentence(out, p.praise, about, copy),
            Say::Announcement => {
                for _ in 0..3 + self.random.run(0.6, 5) {
                    self.sentence(out, p.announcements, about, copy);
                    if self.random.chance(0.3) {
                        out.push_str("\n\n");
                    }
                }
            }
            Say::Welcome => self.sentence(out, p.welcomes, about, copy),
            Say::Status => {
                let (system, n) = (self.random.pick(SYSTEMS), self.random.below(100));
                out.push_str(&format!("[{system}] nightly check finished: {n} jobs, {} warnings.", n / 9));
            }
            Say::Joined => out.push_str(&format!("{} has #joined the example.com network.", about.subject)),
            Say::Created => out.push_str(&format!("has created the {} community.", about.subject)),
        }
        while out.ends_with(['\n', ' ']) {
            out.pop();
        }
        if copy && say != Say::Welcome {
            out.push_str("\n\ncc: ");
            for (i, person) in about.mentioned.iter().enumerate() {
                out.push_str(if i > 0 { ", " } else { "" });
                if person.unmarked {
                    out.push_str(&format!("@{}", person.name()));
                } else if i % 2 == 0 && self.random.chance(0.7) {
                    out.push_str(&format!("User:{}:{}", person.user, person.alias()));
                } else {
                    out.push_str(&format!("[[user:{}]]", person.user));
                }
            }
        }
        if !matches!(say, Say::Status | Say::Joined | Say::Created | Say::Thanks)
            && self.random.chance(self.awkward)
        {
            self.make_awkward(out);
        }
    }

    /// Title of an announcement.
    pub(super) fn title(&mut self, out: &mut String, about: About) {
        out.clear();
        self.sentence(out, about.language.phrases().titles, about, false);
    }

    /// What an author adds on editing.
    pub(super) fn edit(&mut self, out: &mut String, about: About) {
        out.push('\n');
        self.sentence(out, about.language.phrases().edits, about, false);
    }

    /// Appends one filled template.
    fn sentence(&mut self, out: &mut String, templates: &[&'static str], about: About, copy: bool) {
        let p = about.language.phrases();
        let mut template = self.random.pick(templates);
        for _ in 0..3 {
            if self.used.contains(&template) {
                template = self.random.pick(templates);
            }
        }
        if self.used.contains(&template) {
            return;
        }
        self.used.push(template);
        if !out.is_empty() && !out.ends_with(['\n', ' ']) {
            out.push(' ');
        }
        let begin = out.len();
        let mut rest = template;
        while let Some(at) = rest.find('{') {
            out.push_str(&rest[..at]);
            let slot = rest.as_bytes().get(at + 1).copied().unwrap_or(b'}');
            rest = rest.get(at + 3..).unwrap_or_default();
            match slot {
                b'0'..=b'3' => out.push_str(p.nouns[about.topic][about.noun][usize::from(slot - b'0')]),
                b'n' => out.push_str(&(2 + self.random.below(38)).to_string()),
                b's' => out.push_str(self.random.pick(SYSTEMS)),
                b'd' => out.push_str(self.random.pick(&p.weekdays)),
                b'p' => out.push_str(SITES[self.random.below(SITES.len())].0),
                _ => self.mentions(out, about.mentioned, copy && about.mentioned.len() == 1),
            }
        }
        out.push_str(rest);
        capitalise(out, begin);
        if rest.ends_with('.') && self.random.chance(0.15) {
            self.particulars(out);
        }
    }

    /// Numbers that people quote: tickets, amounts, times, file names.
    fn particulars(&mut self, out: &mut String) {
        let n = self.random.below(90_000) + 10_000;
        match self.random.below(5) {
            0 => out.push_str(&format!(" (SR-{n})")),
            1 => out.push_str(&format!(" ({},{:02} EUR)", n / 10, n % 100)),
            2 => out.push_str(&format!(" ({:02}:{:02})", 7 + n % 10, n % 60)),
            3 => out.push_str(&format!(" ({}_{n}.docx)", self.random.pick(TOPIC_NAMES.as_slice()))),
            _ => out.push_str(&format!(" (v{}.{}.{})", n % 9, n % 31, n / 1_000)),
        }
    }

    fn mentions(&mut self, out: &mut String, people: &[&Person], by_name: bool) {
        for (i, person) in people.iter().enumerate() {
            out.push_str(if i > 0 { ", " } else { "" });
            if person.unmarked && !by_name {
                out.push_str(&format!("@{}", person.name()));
            } else if by_name {
                out.push_str(&person.name());
            } else if self.random.chance(0.7) {
                out.push_str(&format!("[[user:{}]]", person.user));
            } else if self.random.chance(0.8) {
                out.push_str(&format!("[User:{}:{}]", person.user, person.alias()));
            } else {
                out.push_str(&format!("[User:{}]", person.user));
            }
        }
    }

    /// One of the things that readers of exports stumble over. None of them is a question.
    fn make_awkward(&mut self, out: &mut String) {
        let n = 10 + self.random.below(9_000);
        match self.random.below(18) {
            0 => out.push_str("\n\n- 1\n- 2\n\n- 3\n"),
            1 => out.push_str(" The list says \"yes\",\"no\",\"maybe\", and \"\"\"other\"\"\"."),
            2 => out.push_str("\ncode\tamount\tdate\nA1\t12,50\t1.3.\n"),
            3 => out.push_str("\u{b}page 2\u{b}end"),
            4 => out.push_str(" \u{1b}[1mbold\u{1b}[0m"),
            5 => out.push_str(" C:\\new\\notes\\n and a literal \\n here"),
            6 => out.push_str(" 🎉👍🏽 👩‍💻"),
            7 => out.push_str(" مرحبا بالجميع"),
            8 => out.push_str(" שלום לכולם \u{200f}(rtl)"),
            9 => out.push_str(&format!(" https://intranet.example.com/page?id={n}&lang=fi")),
            10 => out.push_str(&format!("\n```\nselect * from t where id = ? and n > {n} -- why?\n```")),
            11 => out.push_str(" `x ?? y ? 1 : 0`"),
            12 => out
                .insert_str(0, self.random.pick(&["=1+2 ", "=SUM(A1:A3) ", "@all ", "-1 ", "+46 8 000 00 "])),
            13 => out.push_str(&format!(" [[user:{}]]", 9_000_000_000_000u64 + n as u64)),
            14 => out.push_str(&format!(" [[tag:{}]] [[group:9]]", TOPIC_ID + (n % 20) as u64)),
            15 => *out = out.replace('\n', "\r\n") + "\r\n--\r\nSent from my phone",
            16 => out.push_str(" a\u{a0}b \u{feff}c e\u{301} \u{202e}abc\u{202c}"),
            _ => out.push_str(" \",\"\",\n\"\""),
        }
    }
}

/// Makes the letter at `begin` a capital.
fn capitalise(out: &mut String, begin: usize) {
    if let Some(c) = out[begin..].chars().next().filter(|c| c.is_lowercase()) {
        let upper: String = c.to_uppercase().collect();
        out.replace_range(begin..begin + c.len_utf8(), &upper);
    }
}
