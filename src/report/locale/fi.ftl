# Raportin suomenkieliset tekstit. Aaltosulkeissa olevat arvot kirjoittaa ohjelma: älä muuta niiden nimiä.

## Sivu

report-title = Yhteisön raportti
skip = Maanantain listaan
contents = Sisältö
languages = Kieli
theme = Ulkoasu
theme-system = kuten järjestelmä
theme-light = vaalea
theme-dark = tumma
unfold-all = Avaa kaikki
fold-all = Sulje kaikki
observed = Mitä kirjoitettiin { $from }–{ $to }.
mode-named = Ihmiset mainitaan nimeltä: sivu on tarkoitettu yhteisön vetäjille, ei edelleen jaettavaksi.
mode-pseudonymous = Ihmiset esiintyvät peitenimillä; nämäkin ovat henkilötietoja.
mode-aggregate = Ketään ei mainita nimeltä, eikä yksikään luku koske alle { $least } ihmistä.
purpose = Käyttötarkoitus:
no-purpose = Käyttötarkoitusta ei ole ilmoitettu.
footer = Tehty cmgraphilla tällä tietokoneella. Sivulla ei ole linkkejä verkkoon eikä se lähetä mitään minnekään.
not-enough = Aineisto ei riitä vastaukseen.
finding-hidden = Tätä ei kerrota: se koskisi alle { $least } ihmistä tai kaikkia paitsi alle { $least } ihmistä, tai siitä voisi päätellä sellaisen luvun.
method = Miten tämä laskettiin
method-definition = Mitä lasketaan
method-technical = Määritelmät ja parametrit (englanniksi)
method-procedure = Menetelmä
method-parameters = Parametrit
method-assumption = Oletettu
method-window = Ajanjakso
method-denominator = Kaikkiaan
method-interval = Välien luottamustaso
method-excluded = Jätetty pois
method-warning = Hyvä tietää
limits = Mitä tämä ei kerro.
yes = kyllä
no = ei
cell-hidden = piilotettu: liian vähän ihmisiä, kaikki paitsi liian harvat, tai luku, josta sen voisi päätellä
cell-hidden-short = piilotettu
table-withheld = Ei näytetä: rivit koskevat yksittäisiä ihmisiä.
table-region = Vieritä sivusuunnassa
table-filter = Näytä rivit, joissa on
table-more = … ja { $n ->
    [one] yksi rivi lisää
   *[other] { $n } riviä lisää
}
table-hidden = * piilotettu: alle { $least } ihmistä, kaikki paitsi alle { $least }, tai luku, josta sen voisi päätellä
and = { $first } ja { $last }
quoted = ”{ $text }”
minutes = { $n ->
    [one] yhden minuutin
   *[other] { $n } minuuttia
}
hours = { $n ->
    [one] yksi tunti
   *[other] { $n } tuntia
}
days = { $n ->
    [one] yksi päivä
   *[other] { $n } päivää
}
hours-business = { $n ->
    [one] yksi työtunti
   *[other] { $n } työtuntia
}
hours-short = { $n } h
days-short = { $n } pv

## Sarakkeet

column-unit = Yksikkö
column-group = Ryhmä
column-people = Ihmisiä
column-name = Nimi
column-id = Tunnus
column-joined = Liittynyt
column-written = Kirjoittanut
column-habit = Tapana
column-step = Vaihe
column-share = Osuus
column-conversion = Edellisestä vaiheesta
column-median-days = Mediaani, päivää
column-helped-per-month = Autettuja kuussa
column-thanked = Kiitetty
column-wanted = Tarvitaan
column-champions = Auttajia
column-to-ask = Pyydettäviä
column-reached = Tavoitettu
column-askers-per-month = Kysyjiä kuussa
column-replies-to = Vastaa
column-span = Jakso
column-measure = Mittari
column-part = Osa
column-of = Kaikkiaan
column-among = Keiden joukossa
column-answerers = Vastaajia
column-top-five = Viiden ensimmäisen osuus
column-absence-factor = Poissaolokerroin
column-threads = Ketjuja
column-replied = Sai vastauksen
column-dialogue = Vuoropuhelu
column-broadcast = Tiedote
column-out = Vastauksia muihin yksiköihin
column-in = Vastauksia muista yksiköistä
column-answered-elsewhere = Toinen yksikkö vastasi
column-askers = Kysyjiä
column-questions = Kysymyksiä
column-answered = Sai vastauksen
column-accepted = Hyväksytty tai kiitetty
column-within = Enintään
column-clock = Kello
column-within-day = Vuorokaudessa
column-median-hours = Puolet sai (tuntia)
column-median-business = Puolet sai (työtuntia)
column-question = Kysymys
column-asked-on = Kysytty
column-open-for = Avoinna
column-chance = Vastaus 24 työtunnissa, todennäköisyys
column-new = Uusi kysyjä
column-invite = Pyydä (samanlaisia vastattu)
column-helped = Autettuja
column-questions-answered = Vastattuja kysymyksiä
column-units-helped = Autettuja yksiköitä
column-newcomers = Vastaanotettuja tulokkaita
column-of-late = Vastauksia kuussa viime aikoina
column-status = Riittääkö?
column-units-asking = Kysyviä yksiköitä
column-certainty = Varmuus
column-on-platform = Palvelussa
column-overloaded = Kaipaa helpotusta
column-asked-people = Nimeltä kysyttyjä
column-asked-per-month = Kysytty kuussa
column-months-after = Kuukausia ensimmäisestä
column-active = Aktiivisia

## Luokkien arvot

value-trailing = viimeiset kaksitoista viikkoa
value-window = koko jakso
value-first-answers = ensimmäiset vastaukset
value-addressed = jollekulle osoitetut kysymykset
value-started = aloitetut ketjut
value-in-conversation = vastausviestit
value-everybody = kaikki
value-without-manager = ilman yhteisömanageria
value-without-communications = ilman viestintää
value-without-busiest = ilman eniten vastaavaa
value-whole = Kaikki
value-covered = riittävästi
value-too-few = liian vähän
value-nobody = ei yhtään
value-small = pieni yksikkö
step-invited = Kutsuttu
step-registered = Liittynyt
step-reader = Lukee
step-reactor = Reagoi
step-replier = Vastaa
step-poster = Aloittaa ketjuja
step-answerer = Vastaa kysymyksiin
step-regular = Vakituinen
clock-all = Kaikki tunnit
clock-business = Työaika
until-first = ensimmäinen vastaus
until-accepted = hyväksytty tai kiitetty

## Maanantain lista

monday = Kenelle kirjoitan maanantaina?
monday-nothing = Tällä viikolla mikään ei nouse esiin. Se on hyvä uutinen, ei aukko raportissa.
monday-nothing-told = Mikään, mitä tässä tilassa saa kertoa, ei nouse tällä viikolla esiin. Piilotettu voi nousta.
monday-evidence = Perustelu
monday-invite = Pyydä vastaamaan ryhmän ”{ $group }” kysymykseen ({ $date }): { $people }.
monday-invite-private = Pyydä vastaamaan kysymykseen ({ $date }): { $people }.
monday-invite-because = Kysymys on ollut avoinna { $age }. { $name } on vastannut { $alike ->
    [one] yhteen
   *[other] { $alike }
} samanlaiseen kysymykseen.
monday-invite-new = Kysyjä on uusi.
monday-invite-hardly = Pyytämättä siihen tuskin vastataan seuraavien 24 työtunnin aikana.
monday-invite-chance = Pyytämättä siihen vastataan seuraavien 24 työtunnin aikana { $share }:n todennäköisyydellä.
monday-groups = Katso avoimet kysymykset: { $groups }.
monday-groups-because = { $open ->
    [one] Niistä yksi jää luultavasti auki seuraaviksi 24 työtunniksi, ellei jotakuta pyydetä vastaamaan.
   *[other] Niistä { $open } jää luultavasti auki seuraaviksi 24 työtunniksi, ellei jotakuta pyydetä vastaamaan.
}
monday-relieve-some = Kevennä auttajien taakkaa.
monday-hub = Kevennä kysymysten taakkaa: { $people }. Pyydä muitakin vastaamaan.
monday-hub-because = { $name }: nimeltä kysytään nykyään { $asked } kertaa kuussa, useammin kuin hän on koskaan vastannut.
monday-look = Etsi auttaja: { $units }.
monday-look-because = { $units ->
    [one] Yhdessä yksikössä, jossa on { $people } ihmistä,
   *[other] { $units } yksikössä, joissa on yhteensä { $people } ihmistä,
} kukaan ei auta säännöllisesti.
monday-unit = Etsi auttaja yksikköön { $unit }. Juttele: { $people }.
monday-unit-because = Yksikön { $people } ihmisestä kukaan ei vielä auta säännöllisesti.
monday-nearly = { $name } on melkein auttaja.
monday-next-hub = { $name } saa paljon kysymyksiä.
monday-next-joiner = { $name } liittyi hiljattain ja auttaa jo.
monday-next-leader = { $name } on esihenkilö ja osallistuu.
monday-wait = Anna jäsenten vastata ensin.
monday-wait-because = Yhteisömanageri antaa vähintään { $share } ensimmäisistä vastauksista.
monday-thank = Kiitä: { $people }.
monday-thank-because = Kukaan muu auttajista ei auta yhtä montaa työtoveria kuussa; { $name } on auttanut { $helped ->
    [one] yhtä työtoveria
   *[other] { $helped } työtoveria
}.
monday-relieve = Kevennä taakkaa: { $people }.
monday-relieve-because = { $name } antaa nykyään { $load } vastausta kuussa; kohtuullista on { $most }.
monday-ask = Pyydä seuraamaan oman yksikön kysymyksiä: { $people }.
monday-ask-because = { $chosen ->
    [one] Hän auttaa jo ja ehtii vielä; hänen ansiostaan yksiköllä olisi varmasti joku, jolta kysyä.
   *[other] He auttavat jo ja ehtivät vielä; heidän ansiostaan yksiköillä olisi varmasti joku, jolta kysyä.
}
monday-few = Jaa vastaamista useammalle.
monday-few-because = Viisi ihmistä antaa vähintään { $share } vastauksista: kun he ovat poissa, kysymyksiä voi jäädä auki.

## Kuinka laajalle se on levinnyt?

spread-question = Kuinka laajalle se on levinnyt?
spread-written = { $share } kaikkiaan { $people } työtoverista on kirjoittanut jotain (väli { $low }–{ $high }).
spread-joined = { $share } kaikkiaan { $people } työtoverista on liittynyt (väli { $low }–{ $high }).
spread-ceiling = Jos sama jatkuu, kasvu tasaantuu välille { $low }–{ $high }.
spread-ceiling-unknown = Mihin kasvu tasaantuu, ei vielä voida tietää.
spread-ceiling-level = tasaantuu noin tasolle { $people }
spread-unit-curves = Kirjoittaneiden osuus suurimmissa yksiköissä, vieressä kaikki (ohut viiva)
funnel-finding = Eniten ihmisiä jää vaiheiden ”{ $from }” ja ”{ $to }” väliin: { $share } jatkaa (väli { $low }–{ $high }).
funnel-unseen = ei tietoa
returning-finding = Niistä { $people } ihmisestä, joiden ensimmäinen toiminta näkyi, { $share } oli mukana myös seuraavassa kuussa (väli { $low }–{ $high }).
returning-later = Puolen vuoden päästä osuus oli { $share } (väli { $low }–{ $high }).
returning-chart = Kuka palaa: kunakin kuukautena aloittaneista uudelleen mukana olleet, prosenttia (* piilotettu: liian vähän ihmisiä)
returning-along = Kuukausia ensimmäisestä
returning-table = Kuka palaa
spread-account = Mukaan lasketaan kaikki, jotka olisivat voineet osallistua: henkilöstöluettelon ihmiset, jotka olivat silloin talossa, tai aineiston käyttäjät, jos luetteloa ei ole. ”Liittynyt” on kirjautunut ensimmäisen kerran, ”kirjoittanut” vähintään yhden viestin, ja ”tapana” se on, kun on ollut mukana vähintään kahtena viikkona neljästä peräkkäisestä. Botit, vieraat, yhteisömanageri ja viestinnän tilit jätetään pois. Väli kertoo, mikä osuus voisi myös olla, jos samat ihmiset toimisivat samoin tavoin ja vain sattuma vaihtuisi. Käyrän jatko on se, jota uutiset yleensä leviävät (Bass), sovitettuna siihen, milloin ihmiset aloittivat; tasaantumisesta kerrotaan vasta, kun jyrkin kohta on ohi. Palaaminen lasketaan ensimmäisen toimintakuukauden mukaan niistä, jotka olivat yhä talossa.
spread-forecast = Kirjoittaneet työtoverit, ja miten kasvu voi jatkua (90 %:n väli)
spread-forecast-description = { $day } heitä olisi noin { $people }, välillä { $low }–{ $high }.
spread-curve = Liittyneiden, kirjoittaneiden ja säännöllisesti kirjoittavien osuus
spread-curve-description = Käyrät { $from }–{ $to }. Lopussa { $share } on kirjoittanut. Luvut ovat taulukossa.
spread-by-unit = Kirjoittaneiden osuus yksiköittäin
spread-units-description = { $n ->
    [one] Yksi yksikkö
   *[other] { $n } yksikköä
}: kirjoittaneiden osuus väleineen. Luvut ovat taulukossa.
spread-funnel = Kuinka pitkälle ihmiset ovat tulleet: osuus kaikista ja määrä
spread-limits = Tässä lasketaan, mitä ihmiset tekivät, ei mitä he lukivat tai ajattelivat. Pienten yksiköiden välit ovat leveitä: järjestys ei ole varma. Vähäinen käyttö ei ole kenenkään vika; yksiköllä ei ehkä ole tarvetta.

## Kuka auttaa, ja riittääkö se?

helpers-question = Kuka auttaa, ja riittääkö se?
helpers-finding = { $helpers ->
    [one] { $people } työtoverista yksi ({ $share }) on ainakin kerran vastannut toisen kysymykseen, { $champions ->
        [0] mutta ei niin usein ja niin äskettäin, että siihen voisi luottaa.
       *[other] ja niin usein ja niin äskettäin, että siihen voi luottaa.
    }
   *[other] { $people } työtoverista { $helpers } ({ $share }) on ainakin kerran vastannut toisen kysymykseen; { $champions ->
        [0] kukaan heistä ei niin usein ja niin äskettäin, että siihen voisi luottaa.
        [one] yksi heistä niin usein ja niin äskettäin, että siihen voi luottaa.
       *[other] { $champions } heistä niin usein ja niin äskettäin, että siihen voi luottaa.
    }
}
helpers-none = Kukaan ei ole vielä vastannut työtoverin kysymykseen.
helpers-cover = { $chosen ->
    [0] Nykyisillä auttajilla
    [one] Yhdellä auttajalla lisää
   *[other] { $chosen } auttajalla lisää
} omia auttajia olisi riittävästi { $covered ->
    [one] yhdessä yksikössä
   *[other] { $covered } yksikössä
} { $units } yksiköstä.
helpers-needed = Jotta { $share } kuukauden { $questions } kysymyksestä saisi vastauksen, tarvitaan { $needed ->
    [one] yksi auttaja (väli { $low }–{ $high }), joka vastaa { $capacity } kysymykseen.
   *[other] { $needed } auttajaa (väli { $low }–{ $high }), joista kukin vastaa { $capacity } kysymykseen.
}
helpers-busy = { $champions ->
    [one] Ainoa auttaja tekee jo niin paljon kuin voi pyytää.
   *[other] { $busy ->
        [one] { $champions } auttajasta yksi tekee jo niin paljon kuin voi pyytää.
       *[other] { $champions } auttajasta { $busy } tekee jo niin paljon kuin voi pyytää.
    }
}
helpers-list = Auttajat
helpers-by-unit = Auttajat yksiköittäin
helpers-chart = Autettuja työtovereita kuussa, väleineen
helpers-chart-description = { $n ->
    [one] Yksi auttaja
   *[other] { $n } auttajaa
} ja autettujen määrä kuussa väleineen. Luvut ovat taulukossa.
helpers-limits = Tässä näkyy, mitä yhteisössä kirjoitettiin, ei kahviautomaatilla annettu apu. Jos välit menevät päällekkäin, järjestys voi olla toinen. Se, joka ei ole listalla, voi olla yhtä avulias muualla.
helpers-account = Työtoveria on autettu, kun joku toinen vastaa hänen kysymykseensä sanoilla, joissa on sisältöä; pelkkä kiitos tai vastakysymys ei riitä. Järjestys tulee siitä, kuinka monta eri työtoveria kuussa auttaa, ei siitä, kuinka paljon kirjoittaa. Vähäinen aineisto vedetään kohti kaikkien keskiarvoa, joten kahden auttaminen kahdessa viikossa ei vielä tee auttajaa; väli kertoo, mikä on mahdollista. Auttaja on ollut mukana useimpina viime viikkoina, on auttanut useita ja käyttää hyvän osan viesteistään auttamiseen. Suuri yksikkö tarvitsee useampia; auttaja on sitä varmemmin tavoitettavissa, mitä enemmän hänen kanssaan on vaihtanut sanoja. Yhteisömanageri, viestinnän tilit ja botit jätetään pois.
coverage-chart = Kuinka moni työtoveri on tavoitettavissa, kun auttajia on enemmän
coverage-description = Käyrä, joka nousee tasolle { $share }, kun auttajia on { $k ->
    [one] yksi
   *[other] { $k }
} lisää. Pisteet ovat alla luettelossa.
coverage-at = Kun auttajia on { $k ->
    [one] yksi
   *[other] { $k }
} lisää, tavoitettavissa on { $share } työtovereista.
coverage-units = Omia auttajia on riittävästi { $covered ->
    [one] yhdessä yksikössä
   *[other] { $covered } yksikössä
} { $units } yksiköstä.
coverage-along = Pyydettäviä ihmisiä
coverage-slider = Kuinka monta auttajaa tarvitaan?

## Keneltä kysytään?

asked-question = Keneltä kysytään?
asked-finding = { $hubs ->
    [one] Yhdeltä ihmiseltä
   *[other] { $hubs } ihmiseltä
} kysyy selvästi useampi työtoveri kuin on tavallista.
asked-at-least = Ainakin { $hubs ->
    [one] yhdeltä ihmiseltä
   *[other] { $hubs } ihmiseltä
} kysyy selvästi useampi työtoveri kuin on tavallista.
asked-unclear = Nimeltä kysyttiin { $asked ->
    [one] yhdeltä ihmiseltä, mutta ei selvästi tavallista enemmän.
   *[other] { $asked } ihmiseltä, keneltäkään ei selvästi tavallista enemmän.
}
asked-none = Keneltäkään ei kysytty nimeltä.
asked-units = { $hubs ->
    [one] Yhdeltä ihmiseltä on useampi työtoveri kysynyt nimeltä. Häntä ei tässä mainita nimeltä.
   *[other] { $hubs } ihmiseltä on useampi työtoveri kysynyt nimeltä. Heitä ei tässä mainita nimeltä.
}
asked-list = Ihmiset, joilta kysytään
asked-chart = Kysyjiä kuussa, väleineen
asked-chart-description = { $n ->
    [one] Yksi ihminen
   *[other] { $n } ihmistä
} ja kysyjien määrä kuussa väleineen. Luvut ovat taulukossa.
asked-limits = Mainitseminen ei ole aina kysymistä, ja puhelimessa kysyminen ei näy. Usein se, jolta kysytään, ei ole asiantuntija vaan se, joka tietää keneltä kysyä.
asked-by-unit = Nimeltä kysytyt yksiköittäin
asked-account = Joltakulta kysytään, kun kysymys mainitsee hänet, vastaa hänelle tai muut ohjaavat kysymyksen hänelle. Jokainen kysyjä lasketaan kerran, joten yksi sinnikäs kysyjä ei riitä. Kysyjien määrä kuussa vedetään kohti keskiarvoa, kun tietoa on vähän; ”varmuus” on todennäköisyys, että häneltä kysytään enemmän kuin yhdeksältä kymmenestä työtoverista. Helpotusta kaipaa se, jolta kysytään nykyään selvästi useammassa ketjussa viikossa kuin mihin hän on koskaan vastannut. Tiedotteiden alla kysyttyä ei lasketa.

## Vastataanko kysymyksiin?

answers-question = Vastataanko kysymyksiin?
answers-finding = Kaikkiaan { $questions ->
    [one] yhdestä kysymyksestä
   *[other] { $questions } kysymyksestä
} { $share } sai vastauksen vuorokaudessa (väli { $low }–{ $high }).
answers-median = Puolet odotti enintään { $time }.
answers-no-median = Alle puolet saa vastauksen ylipäätään, sikäli kuin kysymyksiä voitiin seurata.
answers-first = { $days ->
    [one] Päivässä
   *[other] { $days } päivässä
} työtoveri vastasi ensimmäisenä { $colleagues }:iin kysymyksistä ja yhteisömanageri { $manager }:iin; { $nobody } jäi ilman vastausta.
answers-first-members = { $days ->
    [one] Päivässä
   *[other] { $days } päivässä
} työtoveri vastasi ensimmäisenä { $colleagues }:iin kysymyksistä; { $nobody } jäi ilman vastausta.
answers-unequal = Yksiköt eivät odota yhtä kauan: erot ovat suurempia kuin sattumalta syntyisi.
answers-chart = Kysymykset ilman vastausta sen mukaan, kuinka kauan kysymisestä on (väleineen)
answers-chart-description = Laskeva käyrä: vuorokauden jälkeen { $day } kysymyksistä on ilman vastausta; kun aikaa on kulunut { $time }, osuus on { $end }.
answers-along = Aika kysymisestä (ensimmäiset tunnit leveämmin)
answers-by-colleague = Työtoveri
answers-by-manager = Yhteisömanageri
answers-by-outsider = Vieras
answers-by-nobody = Ei kukaan
answers-first-chart = Kuka vastaa ensin, { $days ->
    [one] päivän kuluessa
   *[other] { $days } päivän kuluessa
} (väleineen)
answers-units-chart = Kysymykset ilman vastausta viikon ajalta eniten kysyvissä yksiköissä, vieressä kaikki (ohut viiva)
answers-units-description = { $n } pientä samanlaista käyrää, yksi yksikköä kohti. Luvut ovat taulukossa.
answers-speed = Kuinka pian, kummallakin kellolla
answers-by-unit = Vastaukset kysyjän yksikön mukaan
answers-by-group = Vastaukset ryhmittäin
answers-limits = Puhelimessa tai työpisteellä annettuja vastauksia ei nähdä, eikä sitä, oliko vastaus oikea. Kysymys, johon kukaan ei vastaa, on voinut olla huomautus.
answers-account = Kysymys on työtoverin aloitusviesti, jossa kysytään jotain: kysymysmerkillä, sanoillaan tai palvelun merkinnällä. Vastaus on jonkun toisen sisällöllinen vastausviesti; botit eivät vastaa. Vastauksetta jääneet ovat mukana niin kauan kuin niitä voitiin seurata (Kaplan–Meier): ilman niitä yhteisö, joka sivuuttaa puolet kysymyksistä, näyttäisi nopealta. Toinen kello laskee vain työajan maanantaista perjantaihin, jotta yö ei näyttäisi välinpitämättömyydeltä. Todennäköisyys, että avoimeen kysymykseen vielä vastataan seuraavien 24 työtunnin aikana, tulee aiemmista yhtä kauan avoinna olleista. Pyydettäviksi ehdotetut ovat vastanneet samansanaisiin kysymyksiin, ovat paikalla eikä heitä ole pyydetty liian usein.
open-none = Viime kuukauden kysymyksistä yksikään ei ole avoinna.
open-finding = { $open ->
    [one] Viime kuukauden kysymyksistä yksi on avoinna; { $unlikely ->
        [0] siihen vastataan luultavasti pyytämättäkin.
       *[other] se jää luultavasti auki seuraaviksi 24 työtunniksi, ellei jotakuta pyydetä vastaamaan.
    }
   *[other] Viime kuukauden kysymyksistä { $open } on avoinna; { $unlikely ->
        [0] niistä kuhunkin vastataan luultavasti pyytämättäkin.
        [all] niistä kukin jää luultavasti auki seuraaviksi 24 työtunniksi, ellei jotakuta pyydetä vastaamaan.
        [one] niistä yksi jää luultavasti auki seuraaviksi 24 työtunniksi, ellei jotakuta pyydetä vastaamaan.
       *[other] niistä { $unlikely } jää luultavasti auki seuraaviksi 24 työtunniksi, ellei jotakuta pyydetä vastaamaan.
    }
}
open-list = Avoimet kysymykset, ja keitä pyytää
open-person = { $name } ({ $alike })
open-private = ei ryhmää

## Onko se yhteisömanagerin varassa?

dependence-question = Onko se yhteisömanagerin varassa?
dependence-mostly = Yhteisömanageri antaa ensimmäisen vastauksen { $share }:iin vastatuista kysymyksistä (väli { $low }–{ $high }, kysymyksiä { $of }): yhteisö on yhden varassa.
dependence-others = Jäsenet vastaavat toisilleen: yhteisömanagerin osuus ensimmäisistä vastauksista on { $share } (väli { $low }–{ $high }, kysymyksiä { $of }).
dependence-unclear = Yhteisömanagerin osuus ensimmäisistä vastauksista on { $share } (väli { $low }–{ $high }, kysymyksiä { $of }); onko se yli puolet, ei voida sanoa.
dependence-busiest = Yhteisömanageria ei ole nimetty. Eniten vastaava työtoveri antaa ensimmäisen vastauksen { $share }:iin vastatuista kysymyksistä (väli { $low }–{ $high }, kysymyksiä { $of }).
dependence-chart-busiest = Eniten vastaavan osuus ensimmäisistä vastauksista, kaksitoista viikkoa kerrallaan
dependence-shares-busiest = Eniten vastaavan osuudet
dependence-not-known = Yhteisömanageria ei tunneta, tai vastattuja kysymyksiä on liian vähän: mitään ei voida sanoa.
dependence-few-finding = Viisi eniten vastaavaa antaa { $share } vastauksista; { $n ->
    [one] yksi ihminen antaa
   *[other] { $n } ihmistä antaa
} puolet niistä.
dependence-shares = Yhteisömanagerin osuudet
dependence-few = Harvojen vastaukset
dependence-chart = Yhteisömanagerin osuus ensimmäisistä vastauksista, kaksitoista viikkoa kerrallaan
dependence-description = Käyrä { $from }–{ $to }, tasolta { $before } tasolle { $after }, väleineen.
dependence-half = puolet
dependence-limits = Nopea yhteisömanageri vie vastaukset jäseniltä, jotka olisivat vastanneet vähän myöhemmin. Mitä ilman häntä jäisi vastaamatta, on toinen kysymys; siihen what-if antaa rajat.
dependence-account = Mukana ovat työtoverien vastatut kysymykset ja se, kuka antoi ensimmäisen sisällöllisen vastauksen. Käyrä kattaa kaksitoista viikkoa kerrallaan, jotta yksi hiljainen viikko ei heilauttaisi sitä. Onko osuus yli puolet, sanotaan vain, kun koko väli on samalla puolella. Harvojen osuus lasketaan ihmisittäin: paljonko viisi eniten vastaavaa antaa, ja kuinka monta tarvitaan puoleen kaikista. Välit syntyvät arpomalla ketjuja yhä uudelleen (bootstrap). Botit eivät vastaa.

## Puhuvatko ihmiset toisilleen, yli yksikkörajojen?

talk-question = Puhuvatko ihmiset toisilleen, yli yksikkörajojen?
talk-finding = Kaikkiaan { $threads ->
    [one] yhdestä ketjusta
   *[other] { $threads } ketjusta
} { $share } oli jäsenten vuoropuhelua (väli { $low }–{ $high }).
talk-across = Työtoverien { $replies ->
    [one] yhdestä vastauksesta
   *[other] { $replies } vastauksesta
} { $share } meni toiseen yksikköön (väli { $low }–{ $high }); sattumalta se olisi { $expected }.
talk-matrix = Vastaukset vasemman reunan yksiköstä yläreunan yksikölle: 1 on sama kuin sattumalta (* piilotettu: liian vähän ihmisiä)
talk-matrix-to = kenelle
talk-matrix-description = Taulukko, jossa on { $n } × { $n } yksikköä; tummissa ruuduissa vastauksia on enemmän kuin sattumalta. Rivit vastaavat sarakkeille.
talk-drawing = Kuka puhuu kenelle: jäsenet, joilla on eniten yhteyksiä. Auttajat ovat vihreitä ympyröitä, ne joilta kysytään violetteja neliöitä
talk-drawing-description = Piirros, jossa on { $n } jäsentä ja heidän väliset yhteytensä; luettelot kertovat saman sanoin.
talk-groups = Ryhmät
talk-units = Yli yksikkörajojen
talk-limits = Yksikön sisäiset vastaukset eivät ole vika: lähimmillä työtovereilla on enemmän puhuttavaa. Yksityisiä keskusteluja ei lueta.
talk-account = Ketju on vuoropuhelua, kun vähintään kaksi jäsentä kirjoittaa ja joku vastaa jollekulle takaisin seitsemän päivän kuluessa; liian nuoret ketjut jätetään pois, eikä keskustelua yhteisömanagerin kanssa lasketa. ”Sattumalta” tarkoittaa: jos ihmiset kirjoittaisivat yhtä paljon, mutta kenelle tahansa. Yksikköparissa 1 on sattuman verran, 2 kaksi kertaa niin paljon. Jokainen kuuluu siihen yksikköön, jonka henkilöstöluettelo nyt antaa. Välit syntyvät arpomalla ketjuja yhä uudelleen (bootstrap). Reaktioita, yksityisiä keskusteluja ja ohjelmien viestejä ei lasketa.

## Tavoitteet

goals-question = Toteutuvatko tavoitteet?
goals-finding = { $n ->
    [one] Yksi tavoite
   *[other] { $n } tavoitetta
}: todennäköisesti toteutuu { $green }, avoinna { $amber }, todennäköisesti ei toteudu { $red }{ $none ->
    [0] .
   *[other] , aineisto ei riitä tai on piilotettu { $none }.
}
goals-chart = Kuinka todennäköisesti kukin tavoite toteutuu
goals-chart-description = { $n ->
    [one] Yksi palkki: todennäköisyys nollasta varmaan.
   *[other] { $n } palkkia, kukin todennäköisyys nollasta varmaan.
}
goals-table = Tavoitteet ja mitä on nähty
goals-limits = Todennäköisyys ei ole lupaus: se pätee, jos ihmiset jatkavat kuten ennen, eikä tavoitteissa ole sitä, mitä kukaan ei ole laskenut. Toteutunut tavoite ei kerro, mistä se johtui.
goals-account = Mittarit ovat samat kuin tämän sivun muissa kysymyksissä, kaikille työtovereille tai yhdelle yksikölle. Havainnoista seuraa, kuinka todennäköinen mittarin kukin arvo on (osuuksille beetajakauma, lukumäärille gammajakauma, molemmat ilman ennakko-oletusta; mediaanit elinaikakäyrästä). Tavoitteen todennäköisyys on se osa jakaumasta, joka on tavoitearvon oikealla puolella. Tulevaan päivään jatketaan käyttöönoton käyrää tai viime viikkoja; jos kumpikaan ei ole mahdollista, arvioidaan vain nykyhetki. Saman ihmisen kysymykset ja saman ketjun vastaukset painavat vähemmän kuin yhtä monta toisistaan riippumatonta. Vihreä on yli 80 %, punainen alle 20 %.
goal-stands = { $goal }: { $value } (väli { $low }–{ $high }).
goal-stands-alone = { $goal }: { $value }.
goal-no-value = { $goal }: ei vielä arvoa.
goal-hidden = { $goal }: piilotettu, alle { $least } ihmistä.
goal-in-unit = { $goal } ({ $unit })
goal-at-least = Tavoite on vähintään { $target }.
goal-at-least-by = Tavoite on vähintään { $target } viimeistään { $day }.
goal-at-most = Tavoite on enintään { $target }.
goal-at-most-by = Tavoite on enintään { $target } viimeistään { $day }.
goal-now = Se toteutuu todennäköisyydellä { $p }.
goal-passed = Se toteutui sinä päivänä todennäköisyydellä { $p }.
goal-curve = Jos käyttöönotto jatkuu käyränsä mukaan, se toteutuu ajoissa todennäköisyydellä { $p }.
goal-recent = Jos viime viikkojen tahti jatkuu, se toteutuu ajoissa todennäköisyydellä { $p }.
goal-unchanged = Jos mikään ei muutu, se toteutuu todennäköisyydellä { $p }; aineistosta ei näy, mihin kehitys vie määräpäivään mennessä.
goal-not-enough = Aineisto ei riitä sen arviointiin.
goal-sure = yli 99 %
goal-hopeless = alle 1 %
goal-hours = { $n ->
    [one] yksi tunti
   *[other] { $n } tuntia
}
goal-green = todennäköisesti toteutuu
goal-amber = avoinna
goal-red = todennäköisesti ei toteudu
goal-none = aineisto ei riitä
goal-shown = piilotettu
column-goal = Tavoite
column-target = Tavoitearvo
column-by = Viimeistään
column-now = Nyt
column-probability = Todennäköisyys
column-light = Tilanne
kpi-joined = Liittyneet työtoverit
kpi-contributed = Kirjoittaneet työtoverit
kpi-habit = Työtoverit, joille käyttö on tapa
kpi-active-month = Viimeisten 28 päivän aikana aktiiviset työtoverit
kpi-answered = Vastatut kysymykset
kpi-answered-within = { $hours ->
    [one] Tunnissa
   *[other] { $hours } tunnissa
} vastatut kysymykset
kpi-answered-within-business = { $hours ->
    [one] Työtunnissa
   *[other] { $hours } työtunnissa
} vastatut kysymykset
kpi-median-hours = Tunteja ensimmäiseen vastaukseen (mediaani)
kpi-median-business-hours = Työtunteja ensimmäiseen vastaukseen (mediaani)
kpi-by-colleagues = Työtoverien antamat ensimmäiset vastaukset
kpi-thanked = Hyväksytyt tai kiitetyt vastaukset
kpi-people-helped = Kysyneet, jotka saivat apua
kpi-champions = Auttajia
kpi-units-with-champion = Yksiköt, joissa on auttaja
kpi-replies-across-units = Vastaukset muihin yksiköihin
kpi-retained = Uudet jäsenet, jotka ovat aktiivisia { $months ->
    [one] kuukauden
   *[other] { $months } kuukauden
} kuluttua
kpi-questions-per-month = Kysymyksiä kuussa
