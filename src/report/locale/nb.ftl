# Tekstene i rapporten på bokmål. Verdiene i klammer skrives av programmet: ikke endre navnene deres.

## Siden

report-title = Rapport om fellesskapet
skip = Til mandagens liste
contents = Innhold
observed = Det som ble skrevet fra { $from } til { $to }.
mode-named = Personer er nevnt ved navn: siden er for dem som leder fellesskapet, og skal ikke sendes videre.
mode-pseudonymous = Personer vises med pseudonym; også dette er personopplysninger.
mode-aggregate = Ingen er nevnt ved navn, og ingen tall gjelder færre enn { $least } personer.
purpose = Formål:
no-purpose = Ikke oppgitt noe formål.
footer = Laget med cmgraph på denne maskinen. Siden har ingen lenker til nettet og sender ingenting noe sted.
not-enough = For lite grunnlag til å svare.
method = Slik ble dette regnet ut
method-definition = Hva som telles
method-window = Periode
method-denominator = Av i alt
method-interval = Nivå for intervallene
method-excluded = Utelatt
method-warning = Verdt å vite
limits = Hva dette ikke sier.
yes = ja
no = nei
cell-hidden = skjult: for få personer
cell-hidden-short = skjult
table-withheld = Listen vises ikke:
table-region = Tabell; rull sidelengs for mer
table-more = … og { $n ->
    [one] én rad til
   *[other] { $n } rader til
}
table-hidden = * skjult: færre enn { $least } personer, eller et tall som ville røpe dem

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
column-why = Hvorfor
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

## Mandagens liste

monday = Hvem skriver jeg til på mandag?
monday-nothing = Ingenting skiller seg ut denne uken. Det er en god nyhet, ikke et hull i rapporten.
monday-evidence = Grunnlaget
monday-thank = Takk { $people }.
monday-thank-because = De hjelper mest pålitelig; den første av dem har hjulpet { $helped ->
    [one] én kollega
   *[other] { $helped } kolleger
}. Den som får takk, blir.
monday-relieve = Avlast { $people }.
monday-relieve-because = Opptil { $load } svar i måneden hviler på én person; det sliter.
monday-ask = Spør { $people } om de vil hjelpe.
monday-ask-because = { $units ->
    [0] De ville gjøre hjelpen sikrere der den hviler på én person.
    [one] Én enhet har for få egne hjelpere.
   *[other] { $units } enheter har for få egne hjelpere.
}
monday-few = Fordel svarene på flere.
monday-few-because = Fem personer gir minst { $share } av svarene: er de borte, blir spørsmål stående åpne.

## Hvor langt har det spredt seg?

spread-question = Hvor langt har det spredt seg?
spread-written = { $share } av { $people } kolleger har skrevet noe (mellom { $low } og { $high }).
spread-joined = { $share } av { $people } kolleger har blitt med (mellom { $low } og { $high }).
spread-ceiling = Fortsetter det slik, flater det ut mellom { $low } og { $high }.
spread-ceiling-unknown = Hvor det flater ut, kan ennå ikke vites.
spread-ceiling-level = flater ut ved omtrent { $people }
spread-forecast = Kolleger som har skrevet, og hvordan det kan fortsette (90 %-bånd)
spread-forecast-description = { $day } ville det være omtrent { $people } kolleger, mellom { $low } og { $high }.
spread-curve = Andel kolleger som har blitt med, som har skrevet, og som skriver jevnlig
spread-curve-description = Kurver fra { $from } til { $to }. Til slutt har { $share } skrevet. Tallene står i tabellen.
spread-by-unit = Andel i hver enhet som har skrevet
spread-units-description = { $n ->
    [one] Én enhet
   *[other] { $n } enheter
} med andelen som har skrevet, og intervallet. Tallene står i tabellen.
spread-funnel = Fra invitert til fast
spread-limits = Her telles det folk gjorde, ikke det de leste eller tenkte. Små enheter har brede intervaller: rekkefølgen er ikke sikker. Liten bruk er ingens feil; kanskje har enheten ikke behov.

## Hvem hjelper, og er det nok?

helpers-question = Hvem hjelper, og er det nok?
helpers-finding = { $helpers } av { $people } kolleger ({ $share }) har minst én gang svart på en annens spørsmål; { $champions ->
    [0] ingen av dem så ofte og så nylig at man kan regne med det.
    [one] én av dem så ofte og så nylig at man kan regne med det.
   *[other] { $champions } av dem så ofte og så nylig at man kan regne med det.
}
helpers-none = Ingen har svart på en kollegas spørsmål ennå.
helpers-cover = Med { $chosen ->
    [0] dem som allerede hjelper
    [one] én person til
   *[other] { $chosen } personer til
} ville { $covered } av { $units } enheter ha en egen hjelper.
helpers-busy = { $busy } av { $champions } hjelpere gjør allerede så mye man kan be om.
helpers-list = Hjelperne
helpers-by-unit = Hjelpere per enhet
helpers-chart = Hjulpne kolleger per måned, med intervaller
helpers-chart-description = { $n ->
    [one] Én hjelper
   *[other] { $n } hjelpere
} med antallet kolleger hjulpet per måned og intervallet. Tallene står i tabellen.
helpers-limits = Det viser hva som ble skrevet i fellesskapet, ikke hjelpen ved kaffemaskinen. Intervaller som overlapper, betyr at rekkefølgen kan være en annen. Den som ikke står på listen, kan være like hjelpsom et annet sted.
coverage-chart = Hvor mange kolleger som nås med så mange hjelpere til
coverage-description = En kurve som stiger til { $share } med { $k } personer. Punktene står i listen under den.
coverage-at = { $k ->
    [one] Én person til når { $share }
   *[other] { $k } personer til når { $share }
}
coverage-along = Personer å spørre
coverage-slider = Hvor mange hjelpere trengs?

## Hvem blir spurt?

asked-question = Hvem blir spurt?
asked-finding = { $hubs ->
    [one] Én person blir spurt
   *[other] { $hubs } personer blir spurt
} av klart flere kolleger enn vanlig.
asked-unclear = { $asked ->
    [one] Én person ble spurt
   *[other] { $asked } personer ble spurt
} ved navn, ingen klart mer enn vanlig.
asked-none = Ingen ble spurt ved navn.
asked-units = { $hubs ->
    [one] Én person blir spurt
   *[other] { $hubs } personer blir spurt
} av klart flere kolleger enn vanlig. De er ikke nevnt ved navn her.
asked-list = Personer som blir spurt
asked-chart = Kolleger som spør per måned, med intervaller
asked-chart-description = { $n ->
    [one] Én person
   *[other] { $n } personer
} med antallet kolleger som spør per måned, og intervallet. Tallene står i tabellen.
asked-limits = Å bli nevnt er ikke alltid å bli spurt, og spørsmål på telefon synes ikke. Den som blir spurt, er ofte ingen ekspert, men den som vet hvem man skal spørre.

## Henger det på community manageren?

dependence-question = Henger det på community manageren?
dependence-mostly = Community manageren gir det første svaret på { $share } av de besvarte spørsmålene (mellom { $low } og { $high }, av { $of }): fellesskapet henger på ett sted.
dependence-others = Medlemmene svarer hverandre: community manageren gir det første svaret på { $share } av de besvarte spørsmålene (mellom { $low } og { $high }, av { $of }).
dependence-unclear = Community manageren gir det første svaret på { $share } av de besvarte spørsmålene (mellom { $low } og { $high }, av { $of }); om det er mer enn halvparten, kan ikke sies.
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

## Snakker folk med hverandre, på tvers av enheter?

talk-question = Snakker folk med hverandre, på tvers av enheter?
talk-finding = Av { $threads } tråder ble { $share } en dialog mellom medlemmer (mellom { $low } og { $high }).
talk-across = Av { $replies } svar mellom kolleger gikk { $share } til en annen enhet (mellom { $low } og { $high }); tilfeldig ville det vært { $expected }.
talk-matrix = Svar fra enhet til enhet: 1 er det tilfeldigheten ville gitt
talk-matrix-to = til
talk-matrix-description = En tabell med { $n } ganger { $n } enheter; mørke ruter har flere svar enn tilfeldigheten ville gitt. Radene svarer kolonnene.
talk-drawing = Hvem snakker med hvem: medlemmene med flest kontakter; hjelpere i grønt, de som blir spurt, i lilla
talk-drawing-description = En tegning av { $n } medlemmer og båndene mellom dem; listene over hjelpere og spurte sier det samme med ord.
talk-groups = Grupper
talk-units = På tvers av enheter
talk-limits = Mange svar innad i en enhet er ingen feil: nære kolleger har mer å snakke om. Private samtaler leses ikke.
