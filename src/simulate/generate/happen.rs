//! What happens at its time: messages are written, counted, rescued and accepted.

use super::*;

impl Generator<'_> {
    pub(super) fn happen(&mut self, event: Event) -> Result<()> {
        match event.what {
            What::Message { place, parent, author, say, named } => {
                if place == 0 || self.person(author).active_at(event.time) {
                    self.write(event.time, event.thread, place, parent, author, say, named)?;
                }
            }
            What::Rescue { place, thanks } => {
                let asker = {
                    let thread = self.agenda.thread(event.thread);
                    if thread.answered || thread.ids[0] == 0 {
                        return Ok(());
                    }
                    thread.author
                };
                self.tally.count("unanswered_after_3_hours");
                if self.cm_today < CM_CAPACITY && self.rescue.chance(self.options.cm_rescue) {
                    self.cm_today += 1;
                    let cm = self.organisation.cm;
                    self.write(event.time, event.thread, place, 0, cm, Say::Answer, None)?;
                    if self.rescue.chance(self.options.thanks) {
                        let at = event.time + 60 + self.rescue.lognormal(2.0 * HOUR as f64, 1.0) as i64;
                        let what = What::Message {
                            place: thanks,
                            parent: place,
                            author: asker,
                            say: Say::Thanks,
                            named: None,
                        };
                        self.agenda.push(at, event.thread, what);
                    }
                }
            }
            What::Accept { place } => {
                let thread = self.agenda.thread(event.thread);
                let (message, root, asker) = (thread.ids[place as usize], thread.ids[0], thread.author);
                if message != 0 && self.person(asker).active_at(event.time) {
                    self.last_answer += 3;
                    self.export.answer(self.last_answer, message, root, self.person(asker).user, event.time);
                    self.tally.count("accepted_answers");
                }
            }
        }
        Ok(())
    }

    #[allow(clippy::too_many_arguments)]
    pub(super) fn write(
        &mut self,
        time: i64,
        slot: u32,
        place: u16,
        parent: u16,
        author: u32,
        say: Say,
        named: Option<u32>,
    ) -> Result<()> {
        self.last_id += 1 + self.ids.below(60_000) as u64;
        let id = self.last_id;
        let employee = self.person(author).kind == Kind::Employee;
        let thread = self.agenda.thread(slot);
        thread.ids[place as usize] = id;
        let root = thread.ids[0];
        // Where the message replied to was never written, the reply hangs on the root.
        let replied_to = (parent != NOWHERE).then(|| match thread.ids[parent as usize] {
            0 => root,
            parent => parent,
        });
        let (sort, private, group, asker) = (thread.sort, thread.private, thread.group, thread.author);
        let (marked, typed, rootless) = (thread.marked, thread.typed, thread.rootless);
        let (root_language, topic, noun) = (thread.language, thread.topic, thread.noun);
        let is_root = place == 0;
        if sort == Sort::Question && !is_root && author != asker {
            // Asking back is a reply, but answers nothing.
            let first = !thread.answered && say != Say::Clarification;
            thread.answered |= first;
            if private.is_none() {
                if employee {
                    self.tally.helped(author, asker, marked);
                } else {
                    self.tally.count("cm_answers");
                }
                if first {
                    self.tally.count(if employee {
                        "answered_first_by_member"
                    } else {
                        "answered_first_by_cm"
                    });
                }
            }
        }
        if is_root && rootless {
            self.tally.count("roots_never_exported");
            return Ok(());
        }
        self.note(time, sort, is_root, private.is_some(), marked, typed, say, author, named);

        let sender = self.person(author);
        let language = if is_root { root_language } else { sender.language.answering(root_language) };
        let names: Vec<&Person> = named.map(|n| self.person(n)).into_iter().collect();
        let new_name = sender.name();
        let subject = if say == Say::Created { &self.groups.list[group].name } else { &new_name };
        let addressed = Some(self.person(asker).given.as_str()).filter(|_| !is_root);
        let about = About { language, topic, noun, mentioned: &names, addressed, subject };
        self.composer.compose(&mut self.text, say, about);
        self.title.clear();
        if sort == Sort::Announcement && is_root {
            self.composer.title(&mut self.title, about);
        }

        let mut edited = None;
        let editable = !matches!(say, Say::Joined | Say::Created | Say::Status | Say::Thanks);
        if editable && self.ids.chance(self.options.edited) {
            self.edit.clear();
            self.edit.push_str(&self.text);
            self.composer.edit(&mut self.edit, about);
            edited = Some(time + 30 + self.ids.lognormal(DAY as f64, 2.0) as i64);
            self.tally.count("edited");
        }
        // Only small talk is deleted, so that the counts of help and questions hold whatever a reader does with deleted rows.
        let mut deleted = None;
        if matches!(say, Say::Chat | Say::ChatReply) && self.ids.chance(0.015) {
            let by = if self.ids.chance(0.6) { sender } else { self.person(self.organisation.cm) };
            deleted = Some((time + 90 + self.ids.lognormal(DAY as f64, 1.5) as i64, by.user));
            self.tally.count("deleted");
        }
        let attachments = if editable && self.ids.chance(0.05) {
            self.attachments(group, private.is_some(), sender.user, time)
        } else {
            String::new()
        };
        let participants = match private {
            Some((_, other)) => {
                format!("user:{},user:{}", self.person(asker).user, self.person(other).user)
            }
            None => String::new(),
        };
        let kind = match sort {
            Sort::Question if is_root && typed => "question",
            Sort::Announcement if is_root => "announcement",
            Sort::System => "system",
            _ => "update",
        };
        self.export.message(&Message {
            id,
            replied_to,
            thread: root,
            conversation: private.map(|p| p.0),
            participants: &participants,
            group,
            sender,
            body: &self.text,
            attachments: &attachments,
            created: time,
            edited: edited.map(|at| (at, self.edit.as_str())),
            deleted,
            kind,
            title: &self.title,
            closed: is_root && sort == Sort::Announcement && id.is_multiple_of(5),
        })
    }

    /// Counts a message that stands in the file.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn note(
        &mut self,
        time: i64,
        sort: Sort,
        is_root: bool,
        private: bool,
        marked: bool,
        typed: bool,
        say: Say,
        author: u32,
        named: Option<u32>,
    ) {
        debug_assert!(time < self.calendar.end, "{}", iso(time));
        self.tally.count("messages");
        if private {
            self.tally.count("messages_private");
            if is_root && sort == Sort::Question {
                self.tally.count("questions_private");
            }
            return;
        }
        self.tally.message(author);
        match sort {
            Sort::System => self.tally.count("messages_system"),
            Sort::Question if is_root => {
                self.tally.count("questions");
                if let Say::Question { mark: false } | Say::Ask { mark: false } = say {
                    self.tally.count("questions_without_mark");
                }
                if typed {
                    self.tally.count("questions_of_type_question");
                }
                if !marked {
                    self.tally.count("questions_without_mark_and_type");
                }
                if let Some(named) = named {
                    self.tally.asked(named, author, marked);
                    self.tally.count("questions_to_somebody");
                }
            }
            _ => {}
        }
        match say {
            Say::Clarification => self.tally.count("clarifications"),
            Say::Thanks => self.tally.count("thanks"),
            Say::Referral => self.tally.count("referrals"),
            Say::Announcement => self.tally.count("announcements"),
            Say::Welcome => self.tally.count("welcomes"),
            Say::Status => self.tally.count("messages_bot"),
            _ => {}
        }
    }

    /// One to two attachments in the forms that exports have had.
    pub(super) fn attachments(&mut self, group: usize, private: bool, uploader: u64, time: i64) -> String {
        let mut items = Vec::new();
        for _ in 0..1 + self.ids.run(0.3, 1) {
            let id = 351_000_000_000_000 + self.ids.below(1 << 40) as u64;
            items.push(match self.ids.below(4) {
                0 | 1 => {
                    let name = format!("Notes, week {} [final].pdf", 1 + self.ids.below(52));
                    format!("uploadedfile:{}", self.export.file(&name, group, private, uploader, time))
                }
                2 => format!("opengraphobject:[{id} : https://intranet.example.com/p/{}]", id % 991),
                _ => format!(
                    "opengraphobject:[{id} : https://news.example.org/a?id={} : title=\"Results, Q{} [draft]\" : \
                     description=\"Orders, margins, and a \"\"quote\"\"\"]",
                    id % 991,
                    1 + id % 4
                ),
            });
        }
        if self.ids.chance(0.1) {
            items.push("page:88000013".into());
        }
        items.join(", ")
    }
}
