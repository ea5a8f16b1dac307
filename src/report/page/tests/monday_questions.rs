//! The list for Monday: open questions, with people to invite or, without names, by group.

use super::*;
use crate::Timestamp;

/// An open question, and people who have answered so many alike.
#[derive(Clone)]
struct Question {
    group: Option<&'static str>,
    age_hours: f64,
    chance: Option<f64>,
    is_new: bool,
    to_route: bool,
    alike: Vec<i64>,
}

const NAMES: [&str; 4] = ["Aino Berg", "Kari Dahl", "Eva Falk", "Juha Gran"];

fn question() -> Question {
    Question {
        group: Some("travel"),
        age_hours: 62.4,
        chance: Some(0.066),
        is_new: true,
        to_route: true,
        alike: vec![6, 3],
    }
}

fn open(question: &Question, policy: &Policy) -> impl Fn(&Words) -> Vec<String> + use<> {
    let asked = table("unanswered")
        .int("number", Role::Category, "", "", [Some(1)])
        .text("question", Role::Text, "", "", texts(["9001"]))
        .text("community", Role::Group, "", "", [question.group.map(str::to_owned)])
        .time("asked", "", [Timestamp::parse(b"2024-05-03T10:00:00Z")])
        .float("age_hours", Role::Measure, "hours", "", [Some(question.age_hours)])
        .float("p_answered", Role::Share, "", "", [question.chance])
        .flag("asker_is_new", Role::Flag, "", [Some(question.is_new)])
        .flag("to_route", Role::Flag, "", [Some(question.to_route)])
        .about(1);
    let n = question.alike.len();
    let people = table("route_all")
        .int("number", Role::Category, "", "", (0..n).map(|_| Some(1)))
        .text("member", Role::Member, "", "", (0..n).map(|at| Some(format!("7{at}"))))
        .text("name", Role::MemberName, "", "", NAMES.iter().take(n).map(|&name| Some(name.to_owned())))
        .int("answered_alike", Role::Count, "", "", question.alike.iter().map(|&alike| Some(alike)));
    to_do(vec![policy.apply(&asked), policy.apply(&people)])
}

fn named(question: Question) -> impl Fn(&Words) -> Vec<String> {
    open(&question, &Policy::named())
}

/// Groups with so many questions that wait for somebody, of so many askers.
fn groups(waiting: &[(&str, i64, i64)]) -> impl Fn(&Words) -> Vec<String> + use<> {
    let table = table("unanswered_by_group")
        .text("community", Role::Group, "", "", waiting.iter().map(|(group, ..)| Some((*group).to_owned())))
        .int("askers", Role::People, "people", "", waiting.iter().map(|(_, askers, _)| Some(*askers)))
        .int("to_route", Role::Count, "", "", waiting.iter().map(|(.., open)| Some(*open)));
    to_do(vec![Policy::aggregate().apply(&table)])
}

fn with_names() -> Vec<Case> {
    vec![
        case(
            "two people, with a chance, somebody new",
            [
                "Invite Aino Berg and Kari Dahl to answer the question of 3 May 2024 in “travel”. It has been open for 2.6 days. Aino Berg has answered 6 questions like it. By itself it will be answered within the next 24 working hours with a chance of 6.6%. Whoever asks is new here.",
                "Pyydä vastaamaan ryhmän ”travel” kysymykseen (3.5.2024): Aino Berg ja Kari Dahl. Kysymys on ollut avoinna 2,6 päivää. Aino Berg on vastannut 6 samanlaiseen kysymykseen. Pyytämättä siihen vastataan seuraavien 24 työtunnin aikana 6,6 %:n todennäköisyydellä. Kysyjä on uusi.",
                "Inviter Aino Berg og Kari Dahl til å svare på spørsmålet fra 3. mai 2024 i «travel». Det har stått åpent i 2,6 dager. Aino Berg har svart på 6 lignende spørsmål. Sjansen for at det besvares av seg selv i løpet av de neste 24 arbeidstimene, er 6,6 %. Den som spør, er ny her.",
                "Bjud in Aino Berg och Kari Dahl att svara på frågan från 3 maj 2024 i ”travel”. Den har varit öppen i 2,6 dagar. Aino Berg har svarat på 6 liknande frågor. Chansen att den besvaras av sig själv inom de närmaste 24 arbetstimmarna är 6,6 %. Den som frågar är ny här.",
            ],
            named(question()),
        ),
        // No more than three are asked, and none who answered one such question by chance.
        case(
            "one person, hardly a chance, a private conversation",
            [
                "Invite Aino Berg to answer the question of 3 May 2024. It has been open for 3 hours. Aino Berg has answered 2 questions like it. By itself it will hardly be answered within the next 24 working hours.",
                "Pyydä vastaamaan kysymykseen (3.5.2024): Aino Berg. Kysymys on ollut avoinna 3 tuntia. Aino Berg on vastannut 2 samanlaiseen kysymykseen. Pyytämättä siihen tuskin vastataan seuraavien 24 työtunnin aikana.",
                "Inviter Aino Berg til å svare på spørsmålet fra 3. mai 2024. Det har stått åpent i 3 timer. Aino Berg har svart på 2 lignende spørsmål. Av seg selv blir det neppe besvart i løpet av de neste 24 arbeidstimene.",
                "Bjud in Aino Berg att svara på frågan från 3 maj 2024. Den har varit öppen i 3 timmar. Aino Berg har svarat på 2 liknande frågor. Av sig själv besvaras den knappast inom de närmaste 24 arbetstimmarna.",
            ],
            named(Question {
                group: None,
                age_hours: 3.0,
                chance: Some(0.001),
                is_new: false,
                alike: vec![2, 1],
                ..question()
            }),
        ),
        case(
            "more people than one asks, the chance not known",
            [
                "Invite Aino Berg, Kari Dahl and Eva Falk to answer the question of 3 May 2024 in “travel”. It has been open for 45 minutes. Aino Berg has answered 9 questions like it.",
                "Pyydä vastaamaan ryhmän ”travel” kysymykseen (3.5.2024): Aino Berg, Kari Dahl ja Eva Falk. Kysymys on ollut avoinna 45 minuuttia. Aino Berg on vastannut 9 samanlaiseen kysymykseen.",
                "Inviter Aino Berg, Kari Dahl og Eva Falk til å svare på spørsmålet fra 3. mai 2024 i «travel». Det har stått åpent i 45 minutter. Aino Berg har svart på 9 lignende spørsmål.",
                "Bjud in Aino Berg, Kari Dahl och Eva Falk att svara på frågan från 3 maj 2024 i ”travel”. Den har varit öppen i 45 minuter. Aino Berg har svarat på 9 liknande frågor.",
            ],
            named(Question {
                age_hours: 0.75,
                chance: None,
                is_new: false,
                alike: vec![9, 8, 7, 6],
                ..question()
            }),
        ),
        // Nobody is invited who answered one such question: the text for one waits for another threshold.
        case(
            "one question alike",
            [
                "It has been open for one minute. Aino Berg has answered one question like it.",
                "Kysymys on ollut avoinna yhden minuutin. Aino Berg on vastannut yhteen samanlaiseen kysymykseen.",
                "Det har stått åpent i ett minutt. Aino Berg har svart på ett lignende spørsmål.",
                "Den har varit öppen i en minut. Aino Berg har svarat på en liknande fråga.",
            ],
            |words| {
                let age = words.tell(message::MINUTES, &[("n", 1.into())]).into();
                let values = [("name", NAMES[0].into()), ("alike", 1.into()), ("age", age)];
                vec![words.tell(message::MONDAY_INVITE_BECAUSE, &values)]
            },
        ),
        case("nobody answered such questions", NOTHING, named(Question { alike: vec![1, 0], ..question() })),
        case("nobody to invite", NOTHING, named(Question { alike: Vec::new(), ..question() })),
        case("too long ago", NOTHING, named(Question { age_hours: 24.0 * 15.0, ..question() })),
        case("it will be answered", NOTHING, named(Question { to_route: false, ..question() })),
        case("nobody is shown", NOTHING, open(&question(), &Policy::aggregate())),
    ]
}

fn without_names() -> Vec<Case> {
    vec![
        case(
            "one question in one group",
            [
                "Look at the open questions in “travel”. One question there will likely stay open for the next 24 working hours unless somebody is asked.",
                "Katso avoimet kysymykset: ”travel”. Niistä yksi jää luultavasti auki seuraaviksi 24 työtunniksi, ellei jotakuta pyydetä vastaamaan.",
                "Se på de åpne spørsmålene i «travel». Ett spørsmål der blir trolig stående åpent de neste 24 arbeidstimene hvis ingen blir spurt.",
                "Se på de öppna frågorna i ”travel”. En fråga där förblir troligen öppen de närmaste 24 arbetstimmarna om ingen tillfrågas.",
            ],
            groups(&[("travel", 12, 1), ("quiet", 9, 0)]),
        ),
        // Told of the three that are named: what waits elsewhere is not there.
        case(
            "many questions in many groups",
            [
                "Look at the open questions in “it”, “hr” and “travel”. 24 questions there will likely stay open for the next 24 working hours unless somebody is asked.",
                "Katso avoimet kysymykset: ”it”, ”hr” ja ”travel”. Niistä 24 jää luultavasti auki seuraaviksi 24 työtunniksi, ellei jotakuta pyydetä vastaamaan.",
                "Se på de åpne spørsmålene i «it», «hr» og «travel». 24 spørsmål der blir trolig stående åpne de neste 24 arbeidstimene hvis ingen blir spurt.",
                "Se på de öppna frågorna i ”it”, ”hr” och ”travel”. 24 frågor där förblir troligen öppna de närmaste 24 arbetstimmarna om ingen tillfrågas.",
            ],
            groups(&[("travel", 12, 7), ("hr", 12, 8), ("it", 12, 9), ("lunch", 12, 6)]),
        ),
        // The group of two askers is hidden, and one more with it, or it could be worked out.
        case(
            "few ask",
            [
                "Look at the open questions in “travel”. 14 questions there will likely stay open for the next 24 working hours unless somebody is asked.",
                "Katso avoimet kysymykset: ”travel”. Niistä 14 jää luultavasti auki seuraaviksi 24 työtunniksi, ellei jotakuta pyydetä vastaamaan.",
                "Se på de åpne spørsmålene i «travel». 14 spørsmål der blir trolig stående åpne de neste 24 arbeidstimene hvis ingen blir spurt.",
                "Se på de öppna frågorna i ”travel”. 14 frågor där förblir troligen öppna de närmaste 24 arbetstimmarna om ingen tillfrågas.",
            ],
            groups(&[("travel", 12, 14), ("tiny", 2, 5), ("quiet", 9, 0)]),
        ),
        case("nothing waits", NOTHING, groups(&[("travel", 12, 0), ("quiet", 9, 0)])),
        case("no groups", NOTHING, groups(&[])),
    ]
}

pub(super) fn cases() -> Vec<Case> {
    with_names().into_iter().chain(without_names()).collect()
}

#[test]
fn whom_to_invite() {
    check(with_names());
}

#[test]
fn groups_where_questions_wait() {
    check(without_names());
}

#[test]
fn people_under_pseudonyms_are_invited_too() {
    let pseudonymous = Policy::pseudonymous(b"a key of the caller's own").unwrap();
    let told = open(&question(), &pseudonymous)(&Words::of(Locale::English)).remove(0);
    assert!(told.starts_with("Invite p-") && !told.contains("Aino"), "{told}");
}
