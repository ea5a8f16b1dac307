//! Common given names and family names, work titles, departments, systems: raw material for made-up people.

use super::phrases::Language;

/// Given names and family names that are common where a language is spoken.
pub(super) fn names(language: Language) -> (&'static [&'static str], &'static [&'static str]) {
    match language {
        Language::Finnish => (FI_GIVEN, FI_FAMILY),
        Language::Norwegian => (NB_GIVEN, NB_FAMILY),
        Language::Swedish => (SV_GIVEN, SV_FAMILY),
        Language::English => (EN_GIVEN, EN_FAMILY),
    }
}

const FI_GIVEN: &[&str] = &[
    "Aino", "Eero", "Elina", "Hannu", "Heikki", "Helena", "Ilkka", "Jaana", "Jari", "Juha", "Kaisa", "Kari",
    "Katri", "Lauri", "Leena", "Marja", "Matti", "Mikko", "Minna", "Niina", "Olli", "Outi", "Päivi", "Pekka",
    "Riikka", "Sami", "Sanna", "Tero", "Tiina", "Timo", "Tuula", "Ville",
];
const FI_FAMILY: &[&str] = &[
    "Aalto",
    "Ahonen",
    "Hakala",
    "Heikkinen",
    "Hämäläinen",
    "Jokinen",
    "Järvinen",
    "Karjalainen",
    "Kettunen",
    "Kinnunen",
    "Koskinen",
    "Laine",
    "Lehtonen",
    "Leppänen",
    "Mäkelä",
    "Mäkinen",
    "Miettinen",
    "Niemi",
    "Nieminen",
    "Ojala",
    "Pitkänen",
    "Rantanen",
    "Räsänen",
    "Saarinen",
    "Salonen",
    "Savolainen",
    "Tuominen",
    "Turunen",
    "Virtanen",
    "Väisänen",
];
const NB_GIVEN: &[&str] = &[
    "Anders", "Anne", "Bjørn", "Camilla", "Eirik", "Elin", "Frode", "Geir", "Grete", "Håkon", "Hanne",
    "Heidi", "Ingrid", "Jan", "Kari", "Kjell", "Kristin", "Lars", "Lene", "Marit", "Morten", "Nina", "Ola",
    "Petter", "Ragnhild", "Silje", "Sindre", "Siri", "Solveig", "Stian", "Terje", "Øyvind",
];
const NB_FAMILY: &[&str] = &[
    "Andersen",
    "Bakke",
    "Berg",
    "Dahl",
    "Eide",
    "Eriksen",
    "Haugen",
    "Hagen",
    "Halvorsen",
    "Hansen",
    "Iversen",
    "Jacobsen",
    "Johansen",
    "Karlsen",
    "Kristiansen",
    "Larsen",
    "Lie",
    "Lund",
    "Moen",
    "Nilsen",
    "Olsen",
    "Pedersen",
    "Rasmussen",
    "Solberg",
    "Solheim",
    "Strand",
    "Sæther",
    "Sørensen",
    "Tangen",
    "Ødegård",
];
const SV_GIVEN: &[&str] = &[
    "Agneta",
    "Annika",
    "Åsa",
    "Björn",
    "Cecilia",
    "Daniel",
    "Elin",
    "Emma",
    "Erik",
    "Fredrik",
    "Gunilla",
    "Göran",
    "Helena",
    "Henrik",
    "Ingela",
    "Jenny",
    "Johan",
    "Karin",
    "Kerstin",
    "Lars",
    "Lena",
    "Magnus",
    "Malin",
    "Mats",
    "Niklas",
    "Oskar",
    "Per",
    "Sofia",
    "Stefan",
    "Susanne",
    "Torbjörn",
    "Ulrika",
];
const SV_FAMILY: &[&str] = &[
    "Andersson",
    "Axelsson",
    "Berglund",
    "Bergström",
    "Björklund",
    "Blom",
    "Dahlgren",
    "Ek",
    "Eklund",
    "Engström",
    "Forsberg",
    "Fransson",
    "Gustafsson",
    "Holm",
    "Holmberg",
    "Isaksson",
    "Jonsson",
    "Karlsson",
    "Lindberg",
    "Lindqvist",
    "Lundgren",
    "Lundin",
    "Nordin",
    "Nyström",
    "Sandberg",
    "Sjöberg",
    "Söderberg",
    "Wallin",
    "Wikström",
    "Åberg",
];
const EN_GIVEN: &[&str] = &[
    "Adam", "Alice", "Amit", "Beth", "Brian", "Carol", "Claire", "Daniel", "Donna", "Edward", "Fiona",
    "Gareth", "Grace", "Hannah", "Ian", "Jane", "Kevin", "Laura", "Liam", "Maya", "Megan", "Nadia", "Nigel",
    "Oliver", "Priya", "Rachel", "Rhys", "Sean", "Simon", "Tara", "Victor", "Wendy",
];
const EN_FAMILY: &[&str] = &[
    "Atkinson", "Bailey", "Barker", "Carter", "Clarke", "Davies", "Dixon", "Ellis", "Fletcher", "Graham",
    "Harris", "Hughes", "Jenkins", "Khan", "Lewis", "Marsh", "Mitchell", "Murray", "O'Brien", "Owen",
    "Palmer", "Patel", "Reid", "Shaw", "Singh", "Stone", "Turner", "Walsh", "Watson", "Wright",
];

pub(super) const TITLES: &[&str] = &[
    "Account Manager",
    "Assembler",
    "Assistant",
    "Business Controller",
    "Coordinator",
    "Customer Advisor",
    "Designer",
    "Developer",
    "Driver",
    "Engineer",
    "Field Technician",
    "Logistics Planner",
    "Nurse",
    "Project Manager",
    "Purchaser",
    "Quality Engineer",
    "Sales Representative",
    "Specialist",
    "Warehouse Worker",
];

pub(super) const DEPARTMENTS: &[&str] = &[
    "Sales",
    "Service",
    "Production",
    "Logistics",
    "Finance",
    "Human Resources",
    "Technology",
    "Maintenance",
    "Purchasing",
    "Research",
];

/// Made-up names of systems.
pub(super) const SYSTEMS: &[&str] =
    &["Nova", "Atlas", "Kompassi", "Portti", "Fjord", "Lumen", "Orion", "Saga", "Tessera", "Vakka", "Zephyr"];

/// The letters of a name that an e-mail address may hold.
pub(super) fn ascii(name: &str) -> String {
    name.chars()
        .filter_map(|c| match c {
            'ä' | 'å' | 'Ä' | 'Å' => Some('a'),
            'ö' | 'ø' | 'Ö' | 'Ø' => Some('o'),
            'æ' | 'Æ' => Some('e'),
            c if c.is_ascii_alphanumeric() => Some(c.to_ascii_lowercase()),
            _ => None,
        })
        .collect()
}
