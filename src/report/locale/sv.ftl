# Rapportens texter på svenska. Värdena inom klamrar skrivs av programmet: ändra inte deras namn.

## Sidan

report-title = Rapport om gemenskapen
skip = Till måndagens lista
contents = Innehåll
observed = Det som skrevs från { $from } till { $to }.
mode-named = Personer nämns vid namn: sidan är till för dem som leder gemenskapen och ska inte spridas vidare.
mode-pseudonymous = Personer visas med pseudonym; även det är personuppgifter.
mode-aggregate = Ingen nämns vid namn, och inget tal gäller färre än { $least } personer.
purpose = Ändamål:
no-purpose = Inget ändamål har angetts.
footer = Gjord med cmgraph på den här datorn. Sidan har inga länkar till nätet och skickar ingenting någonstans.
not-enough = För lite underlag för ett svar.
method = Så räknades detta
method-definition = Vad som räknas
method-window = Tidsperiod
method-denominator = Av totalt
method-interval = Intervallens nivå
method-excluded = Inte med
method-warning = Bra att veta
limits = Vad detta inte säger.
yes = ja
no = nej
cell-hidden = dolt: för få personer
cell-hidden-short = dolt
table-withheld = Listan visas inte:
table-region = Tabell; rulla i sidled för mer
table-more = … och { $n ->
    [one] en rad till
   *[other] { $n } rader till
}
table-hidden = * dolt: färre än { $least } personer, eller ett tal som skulle avslöja dem

## Kolumner

column-unit = Enhet
column-group = Grupp
column-people = Personer
column-name = Namn
column-id = Id
column-joined = Gått med
column-written = Har skrivit
column-habit = Vana
column-step = Steg
column-share = Andel
column-conversion = Av steget före
column-median-days = Median, dagar
column-helped-per-month = Hjälpta per månad
column-thanked = Tackad
column-why = Varför
column-wanted = Behövs
column-champions = Hjälpare
column-to-ask = Att fråga
column-reached = Nådda
column-askers-per-month = Frågande per månad
column-replies-to = Svarar på
column-span = Period
column-measure = Mått
column-part = Del
column-of = Av
column-among = Bland
column-answerers = Svarande
column-top-five = De fem förstas andel
column-absence-factor = Frånvarofaktor
column-threads = Trådar
column-replied = Fick svar
column-dialogue = Dialog
column-broadcast = Utskick
column-out = Svar till andra enheter
column-in = Svar från andra enheter
column-answered-elsewhere = Besvarat av annan enhet

## Måndagens lista

monday = Vem skriver jag till på måndag?
monday-nothing = Inget sticker ut den här veckan. Det är en god nyhet, inte en lucka i rapporten.
monday-evidence = Underlaget
monday-thank = Tacka { $people }.
monday-thank-because = De hjälper mest pålitligt; den första av dem har hjälpt { $helped ->
    [one] en kollega
   *[other] { $helped } kollegor
}. Den som får tack stannar.
monday-relieve = Avlasta { $people }.
monday-relieve-because = Upp till { $load } svar i månaden vilar på en person; det sliter.
monday-ask = Fråga { $people } om de vill hjälpa till.
monday-ask-because = { $units ->
    [0] De skulle göra hjälpen säkrare där den vilar på en person.
    [one] En enhet har för få egna hjälpare.
   *[other] { $units } enheter har för få egna hjälpare.
}
monday-few = Fördela svarandet på fler.
monday-few-because = Fem personer ger minst { $share } av svaren: är de borta förblir frågor öppna.

## Hur långt har det spridit sig?

spread-question = Hur långt har det spridit sig?
spread-written = { $share } av { $people } kollegor har skrivit något (mellan { $low } och { $high }).
spread-joined = { $share } av { $people } kollegor har gått med (mellan { $low } och { $high }).
spread-ceiling = Om det fortsätter så planar det ut mellan { $low } och { $high }.
spread-ceiling-unknown = Var det planar ut går ännu inte att veta.
spread-ceiling-level = planar ut vid ungefär { $people }
spread-forecast = Kollegor som har skrivit, och hur det kan fortsätta (90 %-band)
spread-forecast-description = Den { $day } vore det ungefär { $people } kollegor, mellan { $low } och { $high }.
spread-curve = Andel kollegor som har gått med, som har skrivit och som skriver regelbundet
spread-curve-description = Kurvor från { $from } till { $to }. I slutet har { $share } skrivit. Talen står i tabellen.
spread-by-unit = Andel i varje enhet som har skrivit
spread-units-description = { $n ->
    [one] En enhet
   *[other] { $n } enheter
} med andelen som har skrivit och dess intervall. Talen står i tabellen.
spread-funnel = Från inbjuden till regelbunden
spread-limits = Här räknas vad människor gjorde, inte vad de läste eller tänkte. Små enheter har breda intervall: deras ordning är osäker. Liten användning är ingens fel; kanske har enheten inget behov.

## Vem hjälper, och räcker det?

helpers-question = Vem hjälper, och räcker det?
helpers-finding = { $helpers } av { $people } kollegor ({ $share }) har minst en gång svarat på en annans fråga; { $champions ->
    [0] ingen av dem så ofta och så nyligen att man kan räkna med det.
    [one] en av dem så ofta och så nyligen att man kan räkna med det.
   *[other] { $champions } av dem så ofta och så nyligen att man kan räkna med det.
}
helpers-none = Ingen har ännu svarat på en kollegas fråga.
helpers-cover = Med { $chosen ->
    [0] dem som redan hjälper
    [one] en person till
   *[other] { $chosen } personer till
} skulle { $covered } av { $units } enheter ha en egen hjälpare.
helpers-busy = { $busy } av { $champions } hjälpare gör redan så mycket man kan begära.
helpers-list = Hjälparna
helpers-by-unit = Hjälpare per enhet
helpers-chart = Hjälpta kollegor per månad, med intervall
helpers-chart-description = { $n ->
    [one] En hjälpare
   *[other] { $n } hjälpare
} med antalet hjälpta kollegor per månad och dess intervall. Talen står i tabellen.
helpers-limits = Det visar vad som skrevs i gemenskapen, inte hjälpen vid kaffemaskinen. Intervall som överlappar betyder att ordningen kan vara en annan. Den som inte står på listan kan vara lika hjälpsam någon annanstans.
coverage-chart = Hur många kollegor som nås med så många hjälpare till
coverage-description = En kurva som stiger till { $share } med { $k } personer. Punkterna står i listan under den.
coverage-at = { $k ->
    [one] En person till når { $share }
   *[other] { $k } personer till når { $share }
}
coverage-along = Personer att fråga
coverage-slider = Hur många hjälpare behövs?

## Vem blir tillfrågad?

asked-question = Vem blir tillfrågad?
asked-finding = { $hubs ->
    [one] En person tillfrågas
   *[other] { $hubs } personer tillfrågas
} av klart fler kollegor än vanligt.
asked-unclear = { $asked ->
    [one] En person tillfrågades
   *[other] { $asked } personer tillfrågades
} vid namn, ingen klart mer än vanligt.
asked-none = Ingen tillfrågades vid namn.
asked-units = { $hubs ->
    [one] En person tillfrågas
   *[other] { $hubs } personer tillfrågas
} av klart fler kollegor än vanligt. De nämns inte vid namn här.
asked-list = Personer som tillfrågas
asked-chart = Kollegor som frågar per månad, med intervall
asked-chart-description = { $n ->
    [one] En person
   *[other] { $n } personer
} med antalet kollegor som frågar per månad och dess intervall. Talen står i tabellen.
asked-limits = Att nämnas är inte alltid att tillfrågas, och frågor på telefon syns inte. Den som tillfrågas är ofta ingen expert utan den som vet vem man ska fråga.

## Hänger det på community managern?

dependence-question = Hänger det på community managern?
dependence-mostly = Community managern ger det första svaret på { $share } av de besvarade frågorna (mellan { $low } och { $high }, av { $of }): gemenskapen hänger på ett ställe.
dependence-others = Medlemmarna svarar varandra: community managern ger det första svaret på { $share } av de besvarade frågorna (mellan { $low } och { $high }, av { $of }).
dependence-unclear = Community managern ger det första svaret på { $share } av de besvarade frågorna (mellan { $low } och { $high }, av { $of }); om det är mer än hälften går inte att säga.
dependence-not-known = Vem som leder gemenskapen är inte känt, eller så besvarades för få frågor: inget kan sägas.
dependence-few-finding = De fem som svarar mest ger { $share } av svaren; { $n ->
    [one] en person ger
   *[other] { $n } personer ger
} hälften av dem.
dependence-shares = Community managerns andelar
dependence-few = Svar från få
dependence-chart = Andel första svar som community managern ger, över tolv veckor i taget
dependence-description = En kurva från { $from } till { $to }, från { $before } till { $after }, med dess intervall.
dependence-half = hälften
dependence-limits = En snabb community manager tar svar från medlemmar som hade svarat lite senare. Vad som skulle bli obesvarat utan honom eller henne är en annan fråga; what-if ger gränser för den.

## Talar människor med varandra, över enheter?

talk-question = Talar människor med varandra, över enheter?
talk-finding = Av { $threads } trådar blev { $share } en dialog mellan medlemmar (mellan { $low } och { $high }).
talk-across = Av { $replies } svar mellan kollegor gick { $share } till en annan enhet (mellan { $low } och { $high }); av en slump vore det { $expected }.
talk-matrix = Svar från enhet till enhet: 1 är vad slumpen skulle ge
talk-matrix-to = till
talk-matrix-description = En tabell med { $n } gånger { $n } enheter; mörka rutor har fler svar än slumpen skulle ge. Raderna svarar kolumnerna.
talk-drawing = Vem talar med vem: medlemmarna med flest kontakter; hjälpare i grönt, de tillfrågade i lila
talk-drawing-description = En teckning av { $n } medlemmar och banden mellan dem; listorna över hjälpare och tillfrågade säger detsamma i ord.
talk-groups = Grupper
talk-units = Över enheter
talk-limits = Många svar inom en enhet är inget fel: nära kollegor har mer att tala om. Privata samtal läses inte.
