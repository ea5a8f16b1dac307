# Tekstene i rapporten på bokmål. Verdiene i klammer skrives av programmet: ikke endre navnene deres.

## Siden

report-title = Rapport om fellesskapet
skip = Til mandagens liste
contents = Innhold
languages = Språk
theme = Utseende
theme-system = som systemet
theme-light = lyst
theme-dark = mørkt
unfold-all = Åpne alt
fold-all = Lukk alt
observed = Det som ble skrevet fra { $from } til { $to }.
mode-named = Personer er nevnt ved navn: siden er for dem som leder fellesskapet, og skal ikke sendes videre.
mode-pseudonymous = Personer vises med pseudonym; også dette er personopplysninger.
mode-aggregate = Ingen er nevnt ved navn, og ingen tall gjelder færre enn { $least } personer.
purpose = Formål:
no-purpose = Ikke oppgitt noe formål.
footer = Laget med cmgraph på denne maskinen. Siden har ingen lenker til nettet og sender ingenting noe sted.
not-enough = For lite grunnlag til å svare.
finding-hidden = Dette sies ikke: det ville handle om færre enn { $least } personer, eller alle unntatt færre enn { $least }, eller røpe et slikt tall.
method = Slik ble dette regnet ut
method-definition = Hva som telles
method-technical = Definisjoner og parametere (på engelsk)
method-procedure = Metode
method-parameters = Parametere
method-assumption = Forutsatt
method-window = Periode
method-denominator = Av i alt
method-interval = Nivå for intervallene
method-excluded = Utelatt
method-warning = Verdt å vite
limits = Hva dette ikke sier.
yes = ja
no = nei
cell-hidden = skjult: for få personer, alle unntatt for få, eller et tall som ville røpe dem
cell-hidden-short = skjult
table-withheld = Vises ikke: radene handler om enkeltpersoner.
table-region = Rull sidelengs for mer
table-filter = Vis rader med
table-more = … og { $n ->
    [one] én rad til
   *[other] { $n } rader til
}
table-hidden = * skjult: færre enn { $least } personer, alle unntatt færre enn { $least }, eller et tall som ville røpe dem
and = { $first } og { $last }
quoted = «{ $text }»
minutes = { $n ->
    [one] ett minutt
   *[other] { $n } minutter
}
hours = { $n ->
    [one] én time
   *[other] { $n } timer
}
days = { $n ->
    [one] én dag
   *[other] { $n } dager
}
hours-business = { $n ->
    [one] én arbeidstime
   *[other] { $n } arbeidstimer
}
hours-short = { $n } t
days-short = { $n } d

## Kolonner

column-unit = Enhet
column-group = Gruppe
column-people = Personer
column-name = Navn
column-id = Id
column-joined = Blitt med
column-written = Har skrevet
column-habit = Vane
column-step = Trinn
column-share = Andel
column-conversion = Av trinnet før
column-median-days = Median, dager
column-helped-per-month = Hjulpet per måned
column-thanked = Takket
column-wanted = Trengs
column-champions = Hjelpere
column-to-ask = Å spørre
column-reached = Nådd
column-askers-per-month = Spørrere per måned
column-replies-to = Svarer på
column-span = Periode
column-measure = Mål
column-part = Del
column-of = Av
column-among = Blant
column-answerers = Som svarer
column-top-five = Andelen til de fem første
column-absence-factor = Fraværsfaktor
column-threads = Tråder
column-replied = Fikk svar
column-dialogue = Dialog
column-broadcast = Kunngjøring
column-out = Svar til andre enheter
column-in = Svar fra andre enheter
column-answered-elsewhere = Besvart av en annen enhet
column-askers = Spørrere
column-questions = Spørsmål
column-answered = Besvart
column-accepted = Godtatt eller takket
column-within = Innen
column-clock = Klokke
column-within-day = Innen et døgn
column-median-hours = Halvparten innen (timer)
column-median-business = Halvparten innen (arbeidstimer)
column-question = Spørsmål
column-asked-on = Spurt
column-open-for = Åpent i
column-chance = Sjanse for svar innen 24 arbeidstimer
column-new = Ny her
column-invite = Inviter (lignende besvart)
column-helped = Hjulpet
column-questions-answered = Besvarte spørsmål
column-units-helped = Enheter hjulpet
column-newcomers = Nye tatt imot
column-of-late = Svar per måned i det siste
column-status = Nok?
column-units-asking = Enheter som spør
column-certainty = Sikkerhet
column-on-platform = På plattformen
column-overloaded = Trenger avlastning
column-asked-people = Spurt ved navn
column-asked-per-month = Spurt per måned
column-months-after = Måneder etter den første
column-active = Aktive

## Verdier

value-trailing = siste tolv uker
value-window = hele perioden
value-first-answers = første svar
value-addressed = spørsmål rettet til noen
value-started = startede tråder
value-in-conversation = svarmeldinger
value-everybody = alle
value-without-manager = uten community manageren
value-without-communications = uten kommunikasjonsavdelingen
value-without-busiest = uten den som svarer mest
value-whole = Alle
value-covered = nok
value-too-few = for få
value-nobody = ingen
value-small = liten enhet
step-invited = Invitert
step-registered = Blitt med
step-reader = Leser
step-reactor = Reagerer
step-replier = Svarer
step-poster = Starter tråder
step-answerer = Svarer på spørsmål
step-regular = Fast
clock-all = Alle timer
clock-business = Arbeidstid
until-first = første svar
until-accepted = godtatt eller takket

## Mandagens liste

monday = Hvem skriver jeg til på mandag?
monday-nothing = Ingenting skiller seg ut denne uken. Det er en god nyhet, ikke et hull i rapporten.
monday-nothing-told = Ingenting av det som kan sies i denne modusen, skiller seg ut denne uken. Det som er skjult, kan gjøre det.
monday-evidence = Grunnlaget
monday-invite = Inviter { $people } til å svare på spørsmålet fra { $date } i «{ $group }».
monday-invite-private = Inviter { $people } til å svare på spørsmålet fra { $date }.
monday-invite-because = Det har stått åpent i { $age }. { $name } har svart på { $alike ->
    [one] ett lignende spørsmål
   *[other] { $alike } lignende spørsmål
}.
monday-invite-new = Den som spør, er ny her.
monday-invite-hardly = Av seg selv blir det neppe besvart i løpet av de neste 24 arbeidstimene.
monday-invite-chance = Sjansen for at det besvares av seg selv i løpet av de neste 24 arbeidstimene, er { $share }.
monday-groups = Se på de åpne spørsmålene i { $groups }.
monday-groups-because = { $open ->
    [one] Ett spørsmål der blir trolig stående åpent de neste 24 arbeidstimene hvis ingen blir spurt.
   *[other] { $open } spørsmål der blir trolig stående åpne de neste 24 arbeidstimene hvis ingen blir spurt.
}
monday-relieve-some = Avlast hjelperne.
monday-hub = Avlast { $people }: be andre om å svare også.
monday-hub-because = { $name } blir spurt ved navn { $asked } ganger i måneden i det siste, oftere enn vedkommende noen gang har svart.
monday-look = Finn en hjelper i { $units }.
monday-look-because = { $units ->
    [one] Én enhet
   *[other] { $units } enheter
} med { $people } personer til sammen har ingen som hjelper jevnlig.
monday-unit = Finn en hjelper for { $unit }: snakk med { $people }.
monday-unit-because = Av de { $people } personene der hjelper ingen jevnlig ennå.
monday-nearly = { $name } er nesten der.
monday-next-hub = { $name } blir ofte spurt.
monday-next-joiner = { $name } kom nylig og hjelper allerede.
monday-next-leader = { $name } leder, og deltar.
monday-wait = La medlemmene få svare først.
monday-wait-because = Community manageren gir minst { $share } av de første svarene.
monday-thank = Takk { $people }.
monday-thank-because = Ingen av de andre hjelperne når så mange kolleger i måneden; { $name } har hjulpet { $helped ->
    [one] én kollega
   *[other] { $helped } kolleger
}.
monday-relieve = Avlast { $people }.
monday-relieve-because = { $name } gir { $load } svar i måneden i det siste; { $most } er det man kan be om.
monday-ask = Be { $people } om å følge med på spørsmålene i sin enhet.
monday-ask-because = { $chosen ->
    [one] Vedkommende hjelper allerede, har fortsatt tid, og ville sørge for at enheten har noen.
   *[other] De hjelper allerede, har fortsatt tid, og ville sørge for at enhetene deres har noen.
}
monday-few = Fordel svarene på flere.
monday-few-because = Fem personer gir minst { $share } av svarene: når de er borte, kan spørsmål bli stående åpne.

## Hvor langt har det spredt seg?

spread-question = Hvor langt har det spredt seg?
spread-written = { $share } av { $people } kolleger har skrevet noe (mellom { $low } og { $high }).
spread-joined = { $share } av { $people } kolleger har blitt med (mellom { $low } og { $high }).
spread-ceiling = Fortsetter det slik, flater det ut mellom { $low } og { $high }.
spread-ceiling-unknown = Hvor det flater ut, kan ennå ikke vites.
spread-ceiling-level = flater ut ved omtrent { $people }
spread-unit-curves = Andelen som har skrevet, i de største enhetene, ved siden av alle (tynn linje)
funnel-finding = Flest stopper mellom «{ $from }» og «{ $to }»: { $share } går videre (mellom { $low } og { $high }).
funnel-unseen = ingen data
returning-finding = Av { $people } personer med første aktivitet i perioden var { $share } aktive igjen måneden etter (mellom { $low } og { $high }).
returning-later = Et halvt år senere var det { $share } (mellom { $low } og { $high }).
returning-chart = Hvem kommer tilbake: prosent av dem som begynte i en måned, som var aktive igjen (* skjult: for få personer)
returning-along = Måneder etter den første
returning-table = Hvem kommer tilbake
spread-account = Alle som kunne delta, regnes med: personene på personallisten som var i organisasjonen på det tidspunktet, eller brukerne i eksporten når det ikke finnes noen liste. «Blitt med» er første innlogging, «har skrevet» minst ett innlegg eller svar, «vane» aktivitet i minst to av fire uker på rad. Boter, gjester, community manageren og kommunikasjonskontoer er utelatt. Intervallet sier hva andelen også kunne vært om de samme menneskene hadde handlet på samme vis og bare tilfeldigheten var en annen. Kurven videre er den nyheter vanligvis sprer seg etter (Bass), tilpasset når folk begynte; hvor den flater ut, sies først når det bratteste er passert. Å komme tilbake regnes etter måneden med første aktivitet, blant dem som fortsatt var i organisasjonen.
spread-forecast = Kolleger som har skrevet, og hvordan det kan fortsette (90 %-bånd)
spread-forecast-description = { $day } ville det være omtrent { $people } kolleger, mellom { $low } og { $high }.
spread-curve = Andel kolleger som har blitt med, som har skrevet, og som skriver jevnlig
spread-curve-description = Kurver fra { $from } til { $to }. Til slutt har { $share } skrevet. Tallene står i tabellen.
spread-by-unit = Andel i hver enhet som har skrevet
spread-units-description = { $n ->
    [one] Én enhet
   *[other] { $n } enheter
} med andelen som har skrevet, og intervallet. Tallene står i tabellen.
spread-funnel = Hvor langt folk er kommet: andel av alle kolleger, og hvor mange
spread-limits = Her telles det folk gjorde, ikke det de leste eller tenkte. Små enheter har brede intervaller: rekkefølgen er ikke sikker. Liten bruk er ingens feil; kanskje har enheten ikke behov.

## Hvem hjelper, og er det nok?

helpers-question = Hvem hjelper, og er det nok?
helpers-finding = { $helpers ->
    [one] Én av { $people } kolleger ({ $share }) har minst én gang svart på en annens spørsmål, { $champions ->
        [0] men ikke så ofte og så nylig at man kan regne med det.
       *[other] og så ofte og så nylig at man kan regne med det.
    }
   *[other] { $helpers } av { $people } kolleger ({ $share }) har minst én gang svart på en annens spørsmål; { $champions ->
        [0] ingen av dem så ofte og så nylig at man kan regne med det.
        [one] én av dem så ofte og så nylig at man kan regne med det.
       *[other] { $champions } av dem så ofte og så nylig at man kan regne med det.
    }
}
helpers-none = Ingen har svart på en kollegas spørsmål ennå.
helpers-cover = Med { $chosen ->
    [0] dem som allerede hjelper
    [one] én person til
   *[other] { $chosen } personer til
} ville { $covered ->
    [one] én
   *[other] { $covered }
} av { $units } enheter ha nok egne hjelpere.
helpers-needed = For å svare på { $share } av de { $questions } spørsmålene i måneden trengs { $needed ->
    [one] én hjelper (mellom { $low } og { $high }) som svarer på { $capacity }.
   *[other] { $needed } hjelpere (mellom { $low } og { $high }) som svarer på { $capacity } hver.
}
helpers-busy = { $champions ->
    [one] Den eneste hjelperen gjør allerede så mye man kan be om.
   *[other] { $busy ->
        [one] Én av { $champions } hjelpere gjør allerede så mye man kan be om.
       *[other] { $busy } av { $champions } hjelpere gjør allerede så mye man kan be om.
    }
}
helpers-list = Hjelperne
helpers-by-unit = Hjelpere per enhet
helpers-chart = Hjulpne kolleger per måned, med intervaller
helpers-chart-description = { $n ->
    [one] Én hjelper
   *[other] { $n } hjelpere
} med antallet kolleger hjulpet per måned og intervallet. Tallene står i tabellen.
helpers-limits = Det viser hva som ble skrevet i fellesskapet, ikke hjelpen ved kaffemaskinen. Intervaller som overlapper, betyr at rekkefølgen kan være en annen. Den som ikke står på listen, kan være like hjelpsom et annet sted.
helpers-account = En kollega er hjulpet når en annen svarer på spørsmålet med ord som sier noe; bare takk eller et motspørsmål regnes ikke. Rekkefølgen følger hvor mange ulike kolleger man hjelper i måneden, ikke hvor mye man skriver. Små datamengder trekkes mot gjennomsnittet av alle, så to hjulpne på to uker gjør ingen hjelper; intervallet sier hva som er mulig. En hjelper var aktiv de fleste av de siste ukene, har hjulpet flere kolleger og bruker en god del av meldingene på hjelp. Store enheter trenger flere; en hjelper er desto sikrere innen rekkevidde, jo mer man har snakket sammen. Community manageren, kommunikasjonskontoer og boter er utelatt.
coverage-chart = Hvor mange kolleger som nås med så mange hjelpere til
coverage-description = En kurve som stiger til { $share } med { $k ->
    [one] én person
   *[other] { $k } personer
}. Punktene står i listen under den.
coverage-at = { $k ->
    [one] Med én person til
   *[other] Med { $k } personer til
} er { $share } av kollegene innen rekkevidde.
coverage-units = { $covered ->
    [one] Én
   *[other] { $covered }
} av { $units } enheter har nok egne hjelpere.
coverage-along = Personer å spørre
coverage-slider = Hvor mange hjelpere trengs?

## Hvem blir spurt?

asked-question = Hvem blir spurt?
asked-finding = { $hubs ->
    [one] Én person blir spurt
   *[other] { $hubs } personer blir spurt
} av klart flere kolleger enn vanlig.
asked-at-least = Minst { $hubs ->
    [one] én person
   *[other] { $hubs } personer
} blir spurt av klart flere kolleger enn vanlig.
asked-unclear = { $asked ->
    [one] Én person ble spurt ved navn, men ikke klart mer enn vanlig.
   *[other] { $asked } personer ble spurt ved navn, ingen klart mer enn vanlig.
}
asked-none = Ingen ble spurt ved navn.
asked-units = { $hubs ->
    [one] Én person ble spurt ved navn av flere kolleger, og er ikke nevnt ved navn her.
   *[other] { $hubs } personer ble spurt ved navn av flere kolleger. De er ikke nevnt ved navn her.
}
asked-list = Personer som blir spurt
asked-chart = Kolleger som spør per måned, med intervaller
asked-chart-description = { $n ->
    [one] Én person
   *[other] { $n } personer
} med antallet kolleger som spør per måned, og intervallet. Tallene står i tabellen.
asked-limits = Å bli nevnt er ikke alltid å bli spurt, og spørsmål på telefon synes ikke. Den som blir spurt, er ofte ingen ekspert, men den som vet hvem man skal spørre.
asked-by-unit = Spurt ved navn, per enhet
asked-account = Noen blir spurt når et spørsmål nevner personen, svarer personen, eller når andre sender spørsmålet videre til ham eller henne. Hver kollega som spør, teller én gang, så én ivrig spørrer er ikke nok. Antallet spørrere i måneden trekkes mot gjennomsnittet når lite er kjent; «sikkerhet» er sannsynligheten for å bli spurt mer enn ni av ti kolleger. Avlastning trengs når noen i det siste blir spurt i klart flere tråder i uken enn vedkommende noen gang har svart i. Spørsmål under kunngjøringer telles ikke.

## Blir spørsmål besvart?

answers-question = Blir spørsmål besvart?
answers-finding = Av { $questions ->
    [one] ett spørsmål
   *[other] { $questions } spørsmål
} fikk { $share } svar innen et døgn (mellom { $low } og { $high }).
answers-median = Halvparten hadde svar innen { $time }.
answers-no-median = Færre enn halvparten blir besvart i det hele tatt, så langt de kunne følges.
answers-first = Innen { $days ->
    [one] en dag
   *[other] { $days } dager
} var en kollega den første som svarte på { $colleagues } av spørsmålene, og community manageren på { $manager }; { $nobody } var uten svar.
answers-first-members = Innen { $days ->
    [one] en dag
   *[other] { $days } dager
} var en kollega den første som svarte på { $colleagues } av spørsmålene; { $nobody } var uten svar.
answers-unequal = Enhetene venter ikke like lenge: forskjellene er større enn tilfeldigheten ville gitt.
answers-chart = Spørsmål uten svar, etter tiden siden de ble stilt (med intervall)
answers-chart-description = En fallende kurve: etter et døgn er { $day } av spørsmålene uten svar, etter { $time } { $end }.
answers-along = Tid siden spørsmålet (de første timene bredere)
answers-by-colleague = Kollega
answers-by-manager = Community manager
answers-by-outsider = Gjest
answers-by-nobody = Ingen
answers-first-chart = Hvem svarer først, innen { $days ->
    [one] en dag
   *[other] { $days } dager
} (med intervaller)
answers-units-chart = Spørsmål uten svar gjennom en uke, i enhetene som spør mest, ved siden av alle (tynn linje)
answers-units-description = { $n } små kurver av samme slag, én per enhet. Tallene står i tabellen.
answers-speed = Hvor raskt, etter begge klokker
answers-by-unit = Svar etter spørrerens enhet
answers-by-group = Svar per gruppe
answers-limits = Svar på telefon eller ved pulten synes ikke, og om et svar var riktig, er ikke kjent. Et spørsmål som ingen svarer på, kan ha vært en bemerkning.
answers-account = Et spørsmål er en kollegas første melding i en tråd som spør om noe: med spørsmålstegn, med ordene sine eller fordi plattformen sier det. Et svar er et svar fra en annen som sier noe; boter svarer ikke. Spørsmål uten svar blir med så lenge de kunne følges (Kaplan–Meier): uten dem ville et fellesskap som overser halvparten, se raskt ut. Den andre klokken teller bare arbeidstid, mandag til fredag, så en natt ikke ser ut som likegyldighet. Sjansen for at et åpent spørsmål fortsatt blir besvart i løpet av de neste 24 arbeidstimene, kommer fra tidligere spørsmål som sto åpne like lenge. De som kan inviteres, har svart på spørsmål med lignende ord, er til stede og er ikke blitt spurt for ofte.
open-none = Ingen spørsmål fra den siste måneden er åpne.
open-finding = { $open ->
    [one] Ett spørsmål fra den siste måneden er åpent; { $unlikely ->
        [0] det blir trolig besvart av seg selv.
       *[other] det blir trolig stående åpent de neste 24 arbeidstimene hvis ingen blir spurt.
    }
   *[other] { $open } spørsmål fra den siste måneden er åpne; { $unlikely ->
        [0] hvert av dem blir trolig besvart av seg selv.
        [all] hvert av dem blir trolig stående åpent de neste 24 arbeidstimene hvis ingen blir spurt.
        [one] ett blir trolig stående åpent de neste 24 arbeidstimene hvis ingen blir spurt.
       *[other] { $unlikely } blir trolig stående åpne de neste 24 arbeidstimene hvis ingen blir spurt.
    }
}
open-list = Åpne spørsmål, og hvem som kan inviteres
open-person = { $name } ({ $alike })
open-private = ingen gruppe

## Henger det på community manageren?

dependence-question = Henger det på community manageren?
dependence-mostly = Community manageren gir det første svaret på { $share } av de besvarte spørsmålene (mellom { $low } og { $high }, av { $of }): fellesskapet henger på ett sted.
dependence-others = Medlemmene svarer hverandre: community manageren gir det første svaret på { $share } av de besvarte spørsmålene (mellom { $low } og { $high }, av { $of }).
dependence-unclear = Community manageren gir det første svaret på { $share } av de besvarte spørsmålene (mellom { $low } og { $high }, av { $of }); om det er mer enn halvparten, kan ikke sies.
dependence-busiest = Ingen er navngitt som community manager. Kollegaen som svarer mest, gir det første svaret på { $share } av de besvarte spørsmålene (mellom { $low } og { $high }, av { $of }).
dependence-chart-busiest = Andel første svar fra den som svarer mest, over tolv uker om gangen
dependence-shares-busiest = Andelene til den som svarer mest
dependence-not-known = Hvem som leder fellesskapet, er ikke kjent, eller for få spørsmål ble besvart: ingenting kan sies.
dependence-few-finding = De fem som svarer mest, gir { $share } av svarene; { $n ->
    [one] én person gir
   *[other] { $n } personer gir
} halvparten av dem.
dependence-shares = Andelene til community manageren
dependence-few = Svar fra få
dependence-chart = Andel første svar som community manageren gir, over tolv uker om gangen
dependence-description = En kurve fra { $from } til { $to }, fra { $before } til { $after }, med intervallet.
dependence-half = halvparten
dependence-limits = En rask community manager tar svar fra medlemmer som ville ha svart litt senere. Hva som ville blitt stående ubesvart uten ham eller henne, er et annet spørsmål; what-if gir grenser for det.
dependence-account = Det som telles, er kollegers besvarte spørsmål, og hvem som ga det første svaret som sier noe. Kurven tar tolv uker om gangen, så én stille uke ikke får den til å hoppe. Om det er mer enn halvparten, sies bare når hele intervallet ligger på én side. For «få» telles svar per person: hvor mye de fem mest aktive gir, og hvor mange som trengs til halvparten av alle. Intervallene kommer av å trekke tråder om og om igjen (bootstrap). Boter svarer ikke.

## Snakker folk med hverandre, på tvers av enheter?

talk-question = Snakker folk med hverandre, på tvers av enheter?
talk-finding = Av { $threads ->
    [one] én tråd
   *[other] { $threads } tråder
} ble { $share } en dialog mellom medlemmer (mellom { $low } og { $high }).
talk-across = Av { $replies ->
    [one] ett svar
   *[other] { $replies } svar
} mellom kolleger gikk { $share } til en annen enhet (mellom { $low } og { $high }); tilfeldig ville det vært { $expected }.
talk-matrix = Svar fra enheten til venstre til enheten over: 1 er det tilfeldigheten ville gitt (* skjult: for få personer)
talk-matrix-to = til
talk-matrix-description = En tabell med { $n } ganger { $n } enheter; mørke ruter har flere svar enn tilfeldigheten ville gitt. Radene svarer kolonnene.
talk-drawing = Hvem snakker med hvem: medlemmene med flest kontakter. Hjelpere er grønne sirkler, de som blir spurt, lilla firkanter
talk-drawing-description = En tegning av { $n } medlemmer og båndene mellom dem; listene over hjelpere og spurte sier det samme med ord.
talk-groups = Grupper
talk-units = På tvers av enheter
talk-limits = Mange svar innad i en enhet er ingen feil: nære kolleger har mer å snakke om. Private samtaler leses ikke.
talk-account = En tråd blir en dialog når minst to medlemmer skriver og noen svarer tilbake innen sju dager; tråder som er for unge til det, er utelatt, og samtaler med community manageren telles ikke. «Tilfeldig» betyr: om folk skrev like mye, men til hvem som helst. For et par av enheter er 1 det tilfeldigheten ville gitt, 2 dobbelt så mye. Alle hører til enheten som personallisten oppgir nå. Intervallene kommer av å trekke tråder om og om igjen (bootstrap). Reaksjoner, private samtaler og meldinger fra programmer telles ikke.

## Mål

goals-question = Blir målene nådd?
goals-finding = { $n ->
    [one] Ett mål
   *[other] { $n } mål
}: { $green } trolig nådd, { $amber } { $amber ->
    [one] åpent
   *[other] åpne
}, { $red } trolig ikke nådd{ $none ->
    [0] .
   *[other] , { $none } uten nok grunnlag eller skjult.
}
goals-chart = Hvor sannsynlig det er at hvert mål blir nådd
goals-chart-description = { $n ->
    [one] Én søyle: en sannsynlighet fra null til sikkert.
   *[other] { $n } søyler, hver en sannsynlighet fra null til sikkert.
}
goals-table = Mål og det som er sett
goals-limits = En sannsynlighet er ikke et løfte: den gjelder hvis folk fortsetter som før, og det ingen har talt, er ikke med i noe mål. Et mål som er nådd, sier ikke hvorfor.
goals-account = Måltallene er de samme som under de andre spørsmålene på denne siden, for alle kolleger eller én enhet. Av det som er sett, følger hvor sannsynlig hver verdi er (en betafordeling for andeler, en gammafordeling for antall, begge uten forhåndsmening; medianer fra overlevelseskurven). Sannsynligheten for at målet nås, er den delen av fordelingen som ligger på riktig side av målet. Mot en dag som kommer, føres adopsjonskurven eller de siste ukene videre; der ingen av delene går, vurderes bare nåtiden. Spørsmål fra samme person og svar i samme tråd teller mindre enn like mange uavhengige. Grønt er over 80 %, rødt under 20 %.
goal-stands = { $goal }: { $value } (mellom { $low } og { $high }).
goal-stands-alone = { $goal }: { $value }.
goal-no-value = { $goal }: ingen verdi ennå.
goal-hidden = { $goal }: skjult, færre enn { $least } personer.
goal-in-unit = { $goal } ({ $unit })
goal-at-least = Målet er minst { $target }.
goal-at-least-by = Målet er minst { $target } innen { $day }.
goal-at-most = Målet er høyst { $target }.
goal-at-most-by = Målet er høyst { $target } innen { $day }.
goal-now = Det er nådd med en sannsynlighet på { $p }.
goal-passed = Det var nådd den dagen med en sannsynlighet på { $p }.
goal-curve = Hvis bruken følger kurven videre, blir det nådd i tide med en sannsynlighet på { $p }.
goal-recent = Fortsetter det som de siste ukene, blir målet nådd i tide med en sannsynlighet på { $p }.
goal-unchanged = Hvis ingenting endrer seg, er det nådd med en sannsynlighet på { $p }; dataene viser ikke hvor det går frem mot fristen.
goal-not-enough = Det er for lite grunnlag til å bedømme det.
goal-sure = mer enn 99 %
goal-hopeless = mindre enn 1 %
goal-hours = { $n ->
    [one] én time
   *[other] { $n } timer
}
goal-green = trolig nådd
goal-amber = åpent
goal-red = trolig ikke nådd
goal-none = for lite grunnlag
goal-shown = skjult
column-goal = Mål
column-target = Målverdi
column-by = Innen
column-now = Nå
column-probability = Sannsynlighet
column-light = Status
kpi-joined = Kolleger som er blitt med
kpi-contributed = Kolleger som har skrevet
kpi-habit = Kolleger som har gjort det til en vane
kpi-active-month = Kolleger aktive de siste 28 dagene
kpi-answered = Besvarte spørsmål
kpi-answered-within = Spørsmål besvart innen { $hours ->
    [one] én time
   *[other] { $hours } timer
}
kpi-answered-within-business = Spørsmål besvart innen { $hours ->
    [one] én arbeidstime
   *[other] { $hours } arbeidstimer
}
kpi-median-hours = Timer til det første svaret (median)
kpi-median-business-hours = Arbeidstimer til det første svaret (median)
kpi-by-colleagues = Første svar fra kolleger
kpi-thanked = Svar som ble godtatt eller takket for
kpi-people-helped = De som spurte og fikk hjelp
kpi-champions = Hjelpere
kpi-units-with-champion = Enheter med en hjelper
kpi-replies-across-units = Svar til andre enheter
kpi-retained = Nye medlemmer som er aktive { $months ->
    [one] en måned
   *[other] { $months } måneder
} senere
kpi-questions-per-month = Spørsmål per måned
