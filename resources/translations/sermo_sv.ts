<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="sv" sourcelanguage="en">
<context>
    <name>Allocation</name>
    <message>
        <source>another queue</source>
        <translation>en annan kö</translation>
    </message>
    <message>
        <source>the place is kept for another</source>
        <translation>platsen hålls för någon annan</translation>
    </message>
    <message>
        <source>has just handed this one on</source>
        <translation>har just lämnat vidare den här</translation>
    </message>
    <message>
        <source>too many open</source>
        <translation>för många öppna</translation>
    </message>
    <message>
        <source>above the bound</source>
        <translation>över gränsen</translation>
    </message>
    <message>
        <source>must hold for five seconds</source>
        <translation>måste hålla i fem sekunder</translation>
    </message>
    <message>
        <source>got one a moment ago</source>
        <translation>fick en alldeles nyss</translation>
    </message>
    <message>
        <source>nobody is available for this queue</source>
        <translation>ingen är tillgänglig för den här kön</translation>
    </message>
    <message>
        <source>everybody has enough to do</source>
        <translation>alla har tillräckligt att göra</translation>
    </message>
    <message>
        <source>somebody will do if it stays so for five seconds</source>
        <translation>någon kan ta emot om det står sig i fem sekunder</translation>
    </message>
    <message>
        <source>the place is kept for the agent he had</source>
        <translation>platsen hålls för agenten kunden hade</translation>
    </message>
    <message>
        <source>least loaded</source>
        <translation>lägst belastning</translation>
    </message>
    <message>
        <source>longest without a new customer</source>
        <translation>längst tid utan ny kund</translation>
    </message>
    <message>
        <source>the only one who could take one</source>
        <translation>den enda som kunde ta emot</translation>
    </message>
    <message>
        <source>had this customer before</source>
        <translation>hade kunden tidigare</translation>
    </message>
    <message>
        <source>%1: %2 of at most %3</source>
        <translation>%1: %2 av högst %3</translation>
    </message>
    <message numerus="yes">
        <source>%1 %2, %n open</source>
        <translation>
            <numerusform>%1 %2, %n öppen</numerusform>
            <numerusform>%1 %2, %n öppna</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Emoji</name>
    <message>
        <source>happy, smile, grin</source>
        <translation>glad, ler</translation>
    </message>
    <message>
        <source>friendly, slight smile</source>
        <translation>vänlig, litet leende</translation>
    </message>
    <message>
        <source>pleased, warm smile, blush</source>
        <translation>nöjd, varmt leende</translation>
    </message>
    <message>
        <source>wink</source>
        <translation>blinkar</translation>
    </message>
    <message>
        <source>joyful, laugh</source>
        <translation>jätteglad, skrattar</translation>
    </message>
    <message>
        <source>beaming, smile</source>
        <translation>strålar, ler</translation>
    </message>
    <message>
        <source>grinning, teeth</source>
        <translation>flinar, tänder</translation>
    </message>
    <message>
        <source>laughing with tears</source>
        <translation>skrattar så tårarna rinner</translation>
    </message>
    <message>
        <source>hug, embrace</source>
        <translation>kram, famn</translation>
    </message>
    <message>
        <source>in love, hearts</source>
        <translation>kär, hjärtan</translation>
    </message>
    <message>
        <source>cool, sunglasses</source>
        <translation>cool, solglasögon</translation>
    </message>
    <message>
        <source>thinking, hm</source>
        <translation>funderar, hm</translation>
    </message>
    <message>
        <source>phew, sweat</source>
        <translation>puh, svett</translation>
    </message>
    <message>
        <source>surprised, oh</source>
        <translation>förvånad, oj</translation>
    </message>
    <message>
        <source>astonished</source>
        <translation>häpen</translation>
    </message>
    <message>
        <source>confused, puzzled</source>
        <translation>förbryllad, undrar</translation>
    </message>
    <message>
        <source>worried</source>
        <translation>orolig</translation>
    </message>
    <message>
        <source>disappointed</source>
        <translation>besviken</translation>
    </message>
    <message>
        <source>sad, tear</source>
        <translation>ledsen, tår</translation>
    </message>
    <message>
        <source>crying</source>
        <translation>gråter</translation>
    </message>
    <message>
        <source>angry</source>
        <translation>arg</translation>
    </message>
    <message>
        <source>sleeping, tired</source>
        <translation>sover, trött</translation>
    </message>
    <message>
        <source>ill, fever</source>
        <translation>sjuk, feber</translation>
    </message>
    <message>
        <source>shrug, no idea</source>
        <translation>axelryckning, vet inte</translation>
    </message>
    <message>
        <source>please, thanks, pray</source>
        <translation>snälla, tack, ber</translation>
    </message>
    <message>
        <source>thumbs up, good, yes</source>
        <translation>tummen upp, bra, ja</translation>
    </message>
    <message>
        <source>thumbs down, bad, no</source>
        <translation>tummen ner, dåligt, nej</translation>
    </message>
    <message>
        <source>okay, fine</source>
        <translation>okej, fint</translation>
    </message>
    <message>
        <source>applause, clap</source>
        <translation>applåd, klappar</translation>
    </message>
    <message>
        <source>hooray, hands up</source>
        <translation>hurra, händerna upp</translation>
    </message>
    <message>
        <source>strong, muscle</source>
        <translation>stark, muskel</translation>
    </message>
    <message>
        <source>hello, wave, goodbye</source>
        <translation>hej, vinkar, hejdå</translation>
    </message>
    <message>
        <source>handshake, deal</source>
        <translation>handslag, överens</translation>
    </message>
    <message>
        <source>victory, peace</source>
        <translation>seger, fred</translation>
    </message>
    <message>
        <source>fingers crossed, luck</source>
        <translation>håller tummarna, lycka</translation>
    </message>
    <message>
        <source>there, point right</source>
        <translation>där, pekar höger</translation>
    </message>
    <message>
        <source>below, point down</source>
        <translation>nedan, pekar ner</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>skriver</translation>
    </message>
    <message>
        <source>heart, love, red</source>
        <translation>hjärta, kärlek, rött</translation>
    </message>
    <message>
        <source>blue heart</source>
        <translation>blått hjärta</translation>
    </message>
    <message>
        <source>green heart</source>
        <translation>grönt hjärta</translation>
    </message>
    <message>
        <source>yellow heart</source>
        <translation>gult hjärta</translation>
    </message>
    <message>
        <source>broken heart</source>
        <translation>brustet hjärta</translation>
    </message>
    <message>
        <source>sparkles, shiny</source>
        <translation>glitter, glänser</translation>
    </message>
    <message>
        <source>star</source>
        <translation>stjärna</translation>
    </message>
    <message>
        <source>shining star</source>
        <translation>lysande stjärna</translation>
    </message>
    <message>
        <source>party, congratulations</source>
        <translation>fest, grattis</translation>
    </message>
    <message>
        <source>balloon</source>
        <translation>ballong</translation>
    </message>
    <message>
        <source>gift, present</source>
        <translation>present, gåva</translation>
    </message>
    <message>
        <source>cake, birthday</source>
        <translation>tårta, födelsedag</translation>
    </message>
    <message>
        <source>trophy, winner</source>
        <translation>pokal, vinnare</translation>
    </message>
    <message>
        <source>fire, hot</source>
        <translation>eld, hett</translation>
    </message>
    <message>
        <source>done, check, yes</source>
        <translation>klart, bock, ja</translation>
    </message>
    <message>
        <source>ticked box</source>
        <translation>ikryssad ruta</translation>
    </message>
    <message>
        <source>wrong, cross, no</source>
        <translation>fel, kryss, nej</translation>
    </message>
    <message>
        <source>warning, caution</source>
        <translation>varning, obs</translation>
    </message>
    <message>
        <source>important, exclamation</source>
        <translation>viktigt, utropstecken</translation>
    </message>
    <message>
        <source>question</source>
        <translation>fråga</translation>
    </message>
    <message>
        <source>information</source>
        <translation>information</translation>
    </message>
    <message>
        <source>forbidden, not allowed</source>
        <translation>förbjudet, inte tillåtet</translation>
    </message>
    <message>
        <source>ok button</source>
        <translation>ok-knapp</translation>
    </message>
    <message>
        <source>new</source>
        <translation>ny</translation>
    </message>
    <message>
        <source>red dot, off</source>
        <translation>röd prick, av</translation>
    </message>
    <message>
        <source>green dot, on</source>
        <translation>grön prick, på</translation>
    </message>
    <message>
        <source>yellow dot</source>
        <translation>gul prick</translation>
    </message>
    <message>
        <source>bell, reminder</source>
        <translation>klocka, påminnelse</translation>
    </message>
    <message>
        <source>alarm clock, time</source>
        <translation>väckarklocka, tid</translation>
    </message>
    <message>
        <source>hourglass, wait</source>
        <translation>timglas, vänta</translation>
    </message>
    <message>
        <source>clock, hour</source>
        <translation>klocka, timme</translation>
    </message>
    <message>
        <source>calendar, date</source>
        <translation>kalender, datum</translation>
    </message>
    <message>
        <source>telephone, call</source>
        <translation>telefon, ring</translation>
    </message>
    <message>
        <source>mobile phone</source>
        <translation>mobil</translation>
    </message>
    <message>
        <source>computer, laptop</source>
        <translation>dator, bärbar</translation>
    </message>
    <message>
        <source>screen, desktop</source>
        <translation>skärm, bildskärm</translation>
    </message>
    <message>
        <source>printer</source>
        <translation>skrivare</translation>
    </message>
    <message>
        <source>keyboard</source>
        <translation>tangentbord</translation>
    </message>
    <message>
        <source>mouse</source>
        <translation>mus</translation>
    </message>
    <message>
        <source>signal, wifi, bars</source>
        <translation>signal, wifi, staplar</translation>
    </message>
    <message>
        <source>internet, globe</source>
        <translation>internet, jordklot</translation>
    </message>
    <message>
        <source>antenna, satellite</source>
        <translation>antenn, satellit</translation>
    </message>
    <message>
        <source>television</source>
        <translation>tv</translation>
    </message>
    <message>
        <source>plug, power</source>
        <translation>kontakt, ström</translation>
    </message>
    <message>
        <source>battery</source>
        <translation>batteri</translation>
    </message>
    <message>
        <source>idea, light bulb</source>
        <translation>idé, glödlampa</translation>
    </message>
    <message>
        <source>wrench, repair</source>
        <translation>skiftnyckel, lagar</translation>
    </message>
    <message>
        <source>hammer</source>
        <translation>hammare</translation>
    </message>
    <message>
        <source>settings, gear</source>
        <translation>inställningar, kugghjul</translation>
    </message>
    <message>
        <source>key</source>
        <translation>nyckel</translation>
    </message>
    <message>
        <source>locked, secure</source>
        <translation>låst, säkert</translation>
    </message>
    <message>
        <source>unlocked</source>
        <translation>olåst</translation>
    </message>
    <message>
        <source>search, magnifier</source>
        <translation>sök, förstoringsglas</translation>
    </message>
    <message>
        <source>email, letter</source>
        <translation>e-post, mejl</translation>
    </message>
    <message>
        <source>incoming envelope</source>
        <translation>inkommande kuvert</translation>
    </message>
    <message>
        <source>parcel, package</source>
        <translation>paket, försändelse</translation>
    </message>
    <message>
        <source>delivery, truck</source>
        <translation>leverans, lastbil</translation>
    </message>
    <message>
        <source>document, page</source>
        <translation>dokument, sida</translation>
    </message>
    <message>
        <source>paper clip, attachment</source>
        <translation>gem, bilaga</translation>
    </message>
    <message>
        <source>note, memo</source>
        <translation>anteckning, minne</translation>
    </message>
    <message>
        <source>chart, statistics</source>
        <translation>diagram, statistik</translation>
    </message>
    <message>
        <source>rising, up</source>
        <translation>stiger, upp</translation>
    </message>
    <message>
        <source>falling, down</source>
        <translation>sjunker, ner</translation>
    </message>
    <message>
        <source>money</source>
        <translation>pengar</translation>
    </message>
    <message>
        <source>card, payment</source>
        <translation>kort, betalning</translation>
    </message>
    <message>
        <source>receipt, invoice</source>
        <translation>kvitto, faktura</translation>
    </message>
    <message>
        <source>expensive, money gone</source>
        <translation>dyrt, pengar borta</translation>
    </message>
    <message>
        <source>home, house</source>
        <translation>hem, hus</translation>
    </message>
    <message>
        <source>office, building</source>
        <translation>kontor, byggnad</translation>
    </message>
    <message>
        <source>place, pin</source>
        <translation>plats, nål</translation>
    </message>
    <message>
        <source>car</source>
        <translation>bil</translation>
    </message>
    <message>
        <source>bus</source>
        <translation>buss</translation>
    </message>
    <message>
        <source>train</source>
        <translation>tåg</translation>
    </message>
    <message>
        <source>plane, travel</source>
        <translation>flyg, resa</translation>
    </message>
    <message>
        <source>bicycle</source>
        <translation>cykel</translation>
    </message>
    <message>
        <source>sun, nice weather</source>
        <translation>sol, fint väder</translation>
    </message>
    <message>
        <source>rain</source>
        <translation>regn</translation>
    </message>
    <message>
        <source>snow, cold</source>
        <translation>snö, kallt</translation>
    </message>
    <message>
        <source>lightning, fast</source>
        <translation>blixt, snabbt</translation>
    </message>
    <message>
        <source>rainbow</source>
        <translation>regnbåge</translation>
    </message>
    <message>
        <source>flower, spring</source>
        <translation>blomma, vår</translation>
    </message>
    <message>
        <source>tree</source>
        <translation>träd</translation>
    </message>
    <message>
        <source>christmas tree</source>
        <translation>julgran</translation>
    </message>
    <message>
        <source>dog</source>
        <translation>hund</translation>
    </message>
    <message>
        <source>cat</source>
        <translation>katt</translation>
    </message>
    <message>
        <source>coffee</source>
        <translation>kaffe</translation>
    </message>
    <message>
        <source>pizza</source>
        <translation>pizza</translation>
    </message>
    <message>
        <source>apple</source>
        <translation>äpple</translation>
    </message>
    <message>
        <source>music</source>
        <translation>musik</translation>
    </message>
    <message>
        <source>football</source>
        <translation>fotboll</translation>
    </message>
    <message>
        <source>game</source>
        <translation>spel</translation>
    </message>
    <message>
        <source>camera, photo</source>
        <translation>kamera, foto</translation>
    </message>
    <message>
        <source>technician</source>
        <translation>tekniker</translation>
    </message>
    <message>
        <source>colleague</source>
        <translation>kollega</translation>
    </message>
    <message>
        <source>baby</source>
        <translation>bebis</translation>
    </message>
    <message>
        <source>looking, eyes</source>
        <translation>tittar, ögon</translation>
    </message>
    <message>
        <source>speech, chat</source>
        <translation>pratbubbla, chatt</translation>
    </message>
    <message>
        <source>ghost</source>
        <translation>spöke</translation>
    </message>
    <message>
        <source>robot, bot</source>
        <translation>robot, bot</translation>
    </message>
    <message>
        <source>arrow right</source>
        <translation>pil höger</translation>
    </message>
    <message>
        <source>arrow left</source>
        <translation>pil vänster</translation>
    </message>
    <message>
        <source>arrow up</source>
        <translation>pil upp</translation>
    </message>
    <message>
        <source>arrow down</source>
        <translation>pil ner</translation>
    </message>
    <message>
        <source>again, refresh, restart</source>
        <translation>igen, uppdatera, omstart</translation>
    </message>
    <message>
        <source>plus, more</source>
        <translation>plus, mer</translation>
    </message>
    <message>
        <source>minus, less</source>
        <translation>minus, mindre</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>Bot</translation>
    </message>
    <message>
        <source>Note by %1</source>
        <translation>Anteckning av %1</translation>
    </message>
    <message>
        <source>[image %1]</source>
        <translation>[bild %1]</translation>
    </message>
    <message>
        <source>Customer number</source>
        <translation>Kundnummer</translation>
    </message>
    <message>
        <source>Brand</source>
        <translation>Varumärke</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Kö</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Tidszon</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etiketter</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Betyg</translation>
    </message>
    <message>
        <source>Reason of the end</source>
        <translation>Orsak till avslutet</translation>
    </message>
    <message>
        <source>Conversation with %1, %2</source>
        <translation>Samtal med %1, %2</translation>
    </message>
    <message>
        <source>The broker does not answer.</source>
        <translation>Servern svarar inte.</translation>
    </message>
    <message>
        <source>This desk&apos;s key does not open the history.</source>
        <translation>Det här skrivbordets nyckel öppnar inte historiken.</translation>
    </message>
    <message>
        <source>It is not there any more.</source>
        <translation>Det finns inte längre.</translation>
    </message>
    <message>
        <source>The broker cannot look it up now.</source>
        <translation>Servern kan inte slå upp det nu.</translation>
    </message>
    <message>
        <source>The broker says: %1</source>
        <translation>Servern säger: %1</translation>
    </message>
</context>
<context>
    <name>Presence</name>
    <message>
        <source>Waiting for your answer for %1</source>
        <translation>Väntar på ditt svar sedan %1</translation>
    </message>
    <message>
        <source>Silent for %1 after your question</source>
        <translation>Tyst i %1 efter din fråga</translation>
    </message>
    <message>
        <source>Silent for %1 after your answer</source>
        <translation>Tyst i %1 efter ditt svar</translation>
    </message>
    <message>
        <source>Of %1 such cases %2 % came back</source>
        <translation>Av %1 sådana fall kom %2 % tillbaka</translation>
    </message>
    <message>
        <source>No sign of the browser</source>
        <translation>Inget livstecken från webbläsaren</translation>
    </message>
    <message>
        <source>The connection is shaky</source>
        <translation>Förbindelsen är ostadig</translation>
    </message>
    <message>
        <source>Typing right now</source>
        <translation>Skriver just nu</translation>
    </message>
    <message>
        <source>Has closed the chat</source>
        <translation>Har stängt chatten</translation>
    </message>
    <message>
        <source>Customers here often come back</source>
        <translation>Kunder här kommer ofta tillbaka</translation>
    </message>
    <message>
        <source>Customers here seldom come back</source>
        <translation>Kunder här kommer sällan tillbaka</translation>
    </message>
    <message>
        <source>Answers in %1 as a rule</source>
        <translation>Svarar i regel på %1</translation>
    </message>
    <message numerus="yes">
        <source>Has written %n times</source>
        <translation>
            <numerusform>Har skrivit %n gång</numerusform>
            <numerusform>Har skrivit %n gånger</numerusform>
        </translation>
    </message>
    <message>
        <source>Last did something %1 ago</source>
        <translation>Gjorde något senast för %1 sedan</translation>
    </message>
    <message numerus="yes">
        <source>%n messages unanswered</source>
        <translation>
            <numerusform>%n obesvarat meddelande</numerusform>
            <numerusform>%n obesvarade meddelanden</numerusform>
        </translation>
    </message>
    <message>
        <source>Your message asks for an answer by its length</source>
        <translation>Längden på ditt meddelande inbjuder till svar</translation>
    </message>
    <message>
        <source>Your message hardly asks for an answer by its length</source>
        <translation>Längden på ditt meddelande inbjuder knappast till svar</translation>
    </message>
    <message>
        <source>Has answered before</source>
        <translation>Har svarat tidigare</translation>
    </message>
    <message numerus="yes">
        <source>Has written %n in a row</source>
        <translation>
            <numerusform>Har skrivit %n i rad</numerusform>
            <numerusform>Har skrivit %n i rad</numerusform>
        </translation>
    </message>
    <message>
        <source>The last two messages are %1 apart</source>
        <translation>Det är %1 mellan de två senaste meddelandena</translation>
    </message>
    <message>
        <source>Has asked something</source>
        <translation>Har frågat något</translation>
    </message>
    <message>
        <source>Was asked something</source>
        <translation>Har fått en fråga</translation>
    </message>
    <message>
        <source>Has read your last message</source>
        <translation>Har läst ditt senaste meddelande</translation>
    </message>
    <message>
        <source>The page is in the background</source>
        <translation>Sidan ligger i bakgrunden</translation>
    </message>
    <message>
        <source>Closed the page a moment ago</source>
        <translation>Stängde sidan alldeles nyss</translation>
    </message>
    <message>
        <source>On a telephone</source>
        <translation>På en telefon</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>File Folder</source>
        <translation>Mapp</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Mapp</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fil</translation>
    </message>
    <message>
        <source>%1 File</source>
        <translation>%1-fil</translation>
    </message>
    <message>
        <source>Drive</source>
        <translation>Enhet</translation>
    </message>
    <message>
        <source>Alias</source>
        <translation>Genväg</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Genväg</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Okänd</translation>
    </message>
</context>
<context>
    <name>QAbstractSocket</name>
    <message>
        <source>Host not found</source>
        <translation>Datorn finns inte</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>Anslutningen avvisades</translation>
    </message>
    <message>
        <source>Connection timed out</source>
        <translation>Anslutningen tog för lång tid</translation>
    </message>
    <message>
        <source>Socket operation timed out</source>
        <translation>Det tog för lång tid</translation>
    </message>
    <message>
        <source>Socket is not connected</source>
        <translation>Ingen anslutning</translation>
    </message>
    <message>
        <source>Network unreachable</source>
        <translation>Nätet går inte att nå</translation>
    </message>
    <message>
        <source>Operation on socket is not supported</source>
        <translation>Det går inte med den här anslutningen</translation>
    </message>
</context>
<context>
    <name>QAbstractSpinBox</name>
    <message>
        <source>&amp;Select All</source>
        <translation>&amp;Markera allt</translation>
    </message>
    <message>
        <source>&amp;Step up</source>
        <translation>&amp;Öka</translation>
    </message>
    <message>
        <source>Step &amp;down</source>
        <translation>&amp;Minska</translation>
    </message>
</context>
<context>
    <name>QAccessibleActionInterface</name>
    <message>
        <source>Press</source>
        <translation>Tryck</translation>
    </message>
    <message>
        <source>Increase</source>
        <translation>Öka</translation>
    </message>
    <message>
        <source>Decrease</source>
        <translation>Minska</translation>
    </message>
    <message>
        <source>ShowMenu</source>
        <translation>Visa menyn</translation>
    </message>
    <message>
        <source>SetFocus</source>
        <translation>Sätt fokus</translation>
    </message>
    <message>
        <source>Toggle</source>
        <translation>Växla</translation>
    </message>
    <message>
        <source>Scroll Left</source>
        <translation>Rulla åt vänster</translation>
    </message>
    <message>
        <source>Scroll Right</source>
        <translation>Rulla åt höger</translation>
    </message>
    <message>
        <source>Scroll Up</source>
        <translation>Rulla uppåt</translation>
    </message>
    <message>
        <source>Scroll Down</source>
        <translation>Rulla nedåt</translation>
    </message>
    <message>
        <source>Previous Page</source>
        <translation>Föregående sida</translation>
    </message>
    <message>
        <source>Next Page</source>
        <translation>Nästa sida</translation>
    </message>
    <message>
        <source>Triggers the action</source>
        <translation>Utför det</translation>
    </message>
    <message>
        <source>Increase the value</source>
        <translation>Ökar värdet</translation>
    </message>
    <message>
        <source>Decrease the value</source>
        <translation>Minskar värdet</translation>
    </message>
    <message>
        <source>Shows the menu</source>
        <translation>Visar menyn</translation>
    </message>
    <message>
        <source>Sets the focus</source>
        <translation>Sätter fokus</translation>
    </message>
    <message>
        <source>Toggles the state</source>
        <translation>Växlar läget</translation>
    </message>
    <message>
        <source>Scrolls to the left</source>
        <translation>Rullar åt vänster</translation>
    </message>
    <message>
        <source>Scrolls to the right</source>
        <translation>Rullar åt höger</translation>
    </message>
    <message>
        <source>Scrolls up</source>
        <translation>Rullar uppåt</translation>
    </message>
    <message>
        <source>Scrolls down</source>
        <translation>Rullar nedåt</translation>
    </message>
    <message>
        <source>Goes back a page</source>
        <translation>Går en sida tillbaka</translation>
    </message>
    <message>
        <source>Goes to the next page</source>
        <translation>Går till nästa sida</translation>
    </message>
</context>
<context>
    <name>QComboBox</name>
    <message>
        <source>Open the combo box selection popup</source>
        <translation>Öppna listan att välja ur</translation>
    </message>
    <message>
        <source>False</source>
        <translation>Nej</translation>
    </message>
    <message>
        <source>True</source>
        <translation>Ja</translation>
    </message>
</context>
<context>
    <name>QDialog</name>
    <message>
        <source>What&apos;s This?</source>
        <translation>Vad är det här?</translation>
    </message>
</context>
<context>
    <name>QDialogButtonBox</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>Look in:</source>
        <translation>Leta i:</translation>
    </message>
    <message>
        <source>Directory:</source>
        <translation>Mapp:</translation>
    </message>
    <message>
        <source>&amp;Directory:</source>
        <translation>&amp;Mapp:</translation>
    </message>
    <message>
        <source>File &amp;name:</source>
        <translation>Fil&amp;namn:</translation>
    </message>
    <message>
        <source>Files of type:</source>
        <translation>Filer av typen:</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Öppna</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Spara</translation>
    </message>
    <message>
        <source>&amp;Choose</source>
        <translation>&amp;Välj</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Tillbaka</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Gå tillbaka</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Framåt</translation>
    </message>
    <message>
        <source>Go forward</source>
        <translation>Gå framåt</translation>
    </message>
    <message>
        <source>Parent Directory</source>
        <translation>Mappen ovanför</translation>
    </message>
    <message>
        <source>Go to the parent directory</source>
        <translation>Gå till mappen ovanför</translation>
    </message>
    <message>
        <source>Create New Folder</source>
        <translation>Skapa en ny mapp</translation>
    </message>
    <message>
        <source>Create a New Folder</source>
        <translation>Skapa en ny mapp</translation>
    </message>
    <message>
        <source>List View</source>
        <translation>Lista</translation>
    </message>
    <message>
        <source>Change to list view mode</source>
        <translation>Visa som lista</translation>
    </message>
    <message>
        <source>Detail View</source>
        <translation>Detaljer</translation>
    </message>
    <message>
        <source>Change to detail view mode</source>
        <translation>Visa med detaljer</translation>
    </message>
    <message>
        <source>Sidebar</source>
        <translation>Sidofält</translation>
    </message>
    <message>
        <source>List of places and bookmarks</source>
        <translation>Platser och bokmärken</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Filer</translation>
    </message>
    <message>
        <source>Find Directory</source>
        <translation>Hitta mappen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öppna</translation>
    </message>
    <message>
        <source>Save As</source>
        <translation>Spara som</translation>
    </message>
    <message>
        <source>Directories</source>
        <translation>Mappar</translation>
    </message>
    <message>
        <source>All Files (*)</source>
        <translation>Alla filer (*)</translation>
    </message>
    <message>
        <source>Recent Places</source>
        <translation>Senaste platser</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Byt namn</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Ta bort</translation>
    </message>
    <message>
        <source>Show &amp;hidden files</source>
        <translation>Visa &amp;dolda filer</translation>
    </message>
    <message>
        <source>&amp;New Folder</source>
        <translation>&amp;Ny mapp</translation>
    </message>
    <message>
        <source>New Folder</source>
        <translation>Ny mapp</translation>
    </message>
    <message>
        <source>My Computer</source>
        <translation>Datorn</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Ta bort</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Ta bort</translation>
    </message>
    <message>
        <source>Show </source>
        <translation>Visa </translation>
    </message>
    <message>
        <source>Drive</source>
        <translation>Enhet</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fil</translation>
    </message>
    <message>
        <source>File Folder</source>
        <translation>Mapp</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Mapp</translation>
    </message>
    <message>
        <source>Alias</source>
        <translation>Genväg</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Genväg</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Okänd</translation>
    </message>
    <message>
        <source>%1
File not found.
Please verify the correct file name was given.</source>
        <translation>%1
Filen finns inte.
Kontrollera att namnet är rätt.</translation>
    </message>
    <message>
        <source>%1
Directory not found.
Please verify the correct directory name was given.</source>
        <translation>%1
Mappen finns inte.
Kontrollera att namnet är rätt.</translation>
    </message>
    <message>
        <source>%1 already exists.
Do you want to replace it?</source>
        <translation>%1 finns redan.
Vill du ersätta den?</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is write protected.
Do you want to delete it anyway?</source>
        <translation>”%1” är skrivskyddad.
Vill du ta bort den ändå?</translation>
    </message>
    <message>
        <source>Are you sure you want to delete &apos;%1&apos;?</source>
        <translation>Vill du verkligen ta bort ”%1”?</translation>
    </message>
    <message>
        <source>Could not delete directory.</source>
        <translation>Mappen kunde inte tas bort.</translation>
    </message>
</context>
<context>
    <name>QFileSystemModel</name>
    <message>
        <source>Name</source>
        <translation>Namn</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Storlek</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Date Modified</source>
        <translation>Ändrad</translation>
    </message>
    <message>
        <source>My Computer</source>
        <translation>Datorn</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Datorn</translation>
    </message>
    <message>
        <source>Invalid filename</source>
        <translation>Ogiltigt filnamn</translation>
    </message>
    <message>
        <source>&lt;b&gt;The name &quot;%1&quot; cannot be used.&lt;/b&gt;</source>
        <translation>&lt;b&gt;Namnet ”%1” går inte att använda.&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Try using another name, with fewer characters or no punctuation marks.</source>
        <translation>Försök med ett annat namn, med färre tecken eller utan skiljetecken.</translation>
    </message>
</context>
<context>
    <name>QGuiApplication</name>
    <message>
        <source>QT_LAYOUT_DIRECTION</source>
        <translation>LTR</translation>
    </message>
</context>
<context>
    <name>QHostInfoAgent</name>
    <message>
        <source>Host not found</source>
        <translation>Datorn finns inte</translation>
    </message>
    <message>
        <source>Unknown error</source>
        <translation>Okänt fel</translation>
    </message>
</context>
<context>
    <name>QIODevice</name>
    <message>
        <source>Permission denied</source>
        <translation>Det är inte tillåtet</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>För många öppna filer</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>Filen eller mappen finns inte</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>Det finns inget utrymme kvar</translation>
    </message>
    <message>
        <source>Unknown error</source>
        <translation>Okänt fel</translation>
    </message>
</context>
<context>
    <name>QLineEdit</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Ångra</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Gör om</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>Klipp &amp;ut</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopiera</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>Klistra &amp;in</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Ta bort</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Markera allt</translation>
    </message>
</context>
<context>
    <name>QMessageBox</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hjälp</translation>
    </message>
    <message>
        <source>Show Details...</source>
        <translation>Visa mer...</translation>
    </message>
    <message>
        <source>Hide Details...</source>
        <translation>Visa mindre...</translation>
    </message>
</context>
<context>
    <name>QNativeSocketEngine</name>
    <message>
        <source>Connection refused</source>
        <translation>Anslutningen avvisades</translation>
    </message>
    <message>
        <source>Connection timed out</source>
        <translation>Anslutningen tog för lång tid</translation>
    </message>
    <message>
        <source>The remote host closed the connection</source>
        <translation>Den andra sidan stängde anslutningen</translation>
    </message>
    <message>
        <source>Host unreachable</source>
        <translation>Datorn går inte att nå</translation>
    </message>
    <message>
        <source>Network unreachable</source>
        <translation>Nätet går inte att nå</translation>
    </message>
    <message>
        <source>Network operation timed out</source>
        <translation>Det tog för lång tid</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>Det är inte tillåtet</translation>
    </message>
    <message>
        <source>Unknown error</source>
        <translation>Okänt fel</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Spara</translation>
    </message>
    <message>
        <source>Save All</source>
        <translation>Spara alla</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öppna</translation>
    </message>
    <message>
        <source>&amp;Yes</source>
        <translation>&amp;Ja</translation>
    </message>
    <message>
        <source>Yes to &amp;All</source>
        <translation>Ja till &amp;alla</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>&amp;Nej</translation>
    </message>
    <message>
        <source>N&amp;o to All</source>
        <translation>N&amp;ej till alla</translation>
    </message>
    <message>
        <source>Abort</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Försök igen</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>Ignorera</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Släng</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hjälp</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Verkställ</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Återställ</translation>
    </message>
    <message>
        <source>Restore Defaults</source>
        <translation>Återställ det vanliga</translation>
    </message>
</context>
<context>
    <name>QScrollBar</name>
    <message>
        <source>Scroll here</source>
        <translation>Rulla hit</translation>
    </message>
    <message>
        <source>Left edge</source>
        <translation>Vänstra kanten</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>Överst</translation>
    </message>
    <message>
        <source>Right edge</source>
        <translation>Högra kanten</translation>
    </message>
    <message>
        <source>Bottom</source>
        <translation>Nederst</translation>
    </message>
    <message>
        <source>Page left</source>
        <translation>En sida åt vänster</translation>
    </message>
    <message>
        <source>Page up</source>
        <translation>En sida uppåt</translation>
    </message>
    <message>
        <source>Page right</source>
        <translation>En sida åt höger</translation>
    </message>
    <message>
        <source>Page down</source>
        <translation>En sida nedåt</translation>
    </message>
    <message>
        <source>Scroll left</source>
        <translation>Rulla åt vänster</translation>
    </message>
    <message>
        <source>Scroll up</source>
        <translation>Rulla uppåt</translation>
    </message>
    <message>
        <source>Scroll right</source>
        <translation>Rulla åt höger</translation>
    </message>
    <message>
        <source>Scroll down</source>
        <translation>Rulla nedåt</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Ctrl</source>
        <translation>Ctrl</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Skift</translation>
    </message>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tabb</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Mellanslag</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Retur</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>End</source>
        <translation>End</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Vänster</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Upp</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Höger</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Ned</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>Page Up</translation>
    </message>
    <message>
        <source>PgDown</source>
        <translation>Page Down</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Meny</translation>
    </message>
    <message>
        <source>F%1</source>
        <translation>F%1</translation>
    </message>
    <message>
        <source>+</source>
        <translation>+</translation>
    </message>
</context>
<context>
    <name>QSslSocket</name>
    <message>
        <source>The certificate has expired</source>
        <translation>Certifikatet har gått ut</translation>
    </message>
    <message>
        <source>The certificate is not yet valid</source>
        <translation>Certifikatet gäller inte än</translation>
    </message>
    <message>
        <source>The certificate is self-signed, and untrusted</source>
        <translation>Certifikatet har bara intygat sig självt</translation>
    </message>
    <message>
        <source>The root certificate of the certificate chain is self-signed, and untrusted</source>
        <translation>Det första certifikatet i kedjan har bara intygat sig självt</translation>
    </message>
    <message>
        <source>The host name did not match any of the valid hosts for this certificate</source>
        <translation>Certifikatet gäller inte för den här adressen</translation>
    </message>
    <message>
        <source>The issuer certificate of a locally looked up certificate could not be found</source>
        <translation>Utfärdarens certifikat finns inte</translation>
    </message>
    <message>
        <source>No certificates could be verified</source>
        <translation>Inget certifikat gick att kontrollera</translation>
    </message>
    <message>
        <source>The peer did not present any certificate</source>
        <translation>Den andra sidan visade inget certifikat</translation>
    </message>
    <message>
        <source>The signature of the certificate is invalid</source>
        <translation>Certifikatets signatur är ogiltig</translation>
    </message>
    <message>
        <source>The supplied certificate is unsuitable for this purpose</source>
        <translation>Certifikatet är inte avsett för det här</translation>
    </message>
    <message>
        <source>Unknown error</source>
        <translation>Okänt fel</translation>
    </message>
</context>
<context>
    <name>QWidgetTextControl</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Ångra</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Gör om</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>Klipp &amp;ut</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopiera</translation>
    </message>
    <message>
        <source>Copy &amp;Link Location</source>
        <translation>Kopiera &amp;länken</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>Klistra &amp;in</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Ta bort</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Markera allt</translation>
    </message>
</context>
<context>
    <name>ReportRows</name>
    <message>
        <source>In line</source>
        <translation>I kö</translation>
    </message>
    <message>
        <source>How often customers were put in line</source>
        <translation>Hur ofta kunder ställdes i kö</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>Väntan</translation>
    </message>
    <message>
        <source>Mean wait of those an agent took</source>
        <translation>Medelväntan för dem som en agent tog</translation>
    </message>
    <message>
        <source>median</source>
        <translation>median</translation>
    </message>
    <message>
        <source>Half of those an agent took waited at most so long</source>
        <translation>Hälften av dem som en agent tog väntade högst så länge</translation>
    </message>
    <message>
        <source>p90</source>
        <translation>p90</translation>
    </message>
    <message>
        <source>Nine in ten of those an agent took waited at most so long</source>
        <translation>Nio av tio som en agent tog väntade högst så länge</translation>
    </message>
    <message>
        <source>In time</source>
        <translation>I tid</translation>
    </message>
    <message>
        <source>Service level: taken in time, of all whose wait is over</source>
        <translation>Servicenivå: tagna i tid, av alla vars väntan är över</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Gått</translation>
    </message>
    <message>
        <source>Left while waiting, of all whose wait is over</source>
        <translation>Gick medan de väntade, av alla vars väntan är över</translation>
    </message>
    <message>
        <source>First response</source>
        <translation>Första svar</translation>
    </message>
    <message>
        <source>Median time from the line to a human&apos;s first text</source>
        <translation>Mediantid från kön till en människas första text</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Svarstid</translation>
    </message>
    <message>
        <source>Median time from a customer&apos;s text to a human&apos;s next one</source>
        <translation>Mediantid från kundens text till en människas nästa</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Tagna</translation>
    </message>
    <message>
        <source>How often an agent took a customer</source>
        <translation>Hur ofta en agent tog en kund</translation>
    </message>
    <message>
        <source>Handle time</source>
        <translation>Hanteringstid</translation>
    </message>
    <message>
        <source>Mean time from taking a customer until giving him back</source>
        <translation>Medeltid från att en kund togs tills den lämnades</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Ägnad tid</translation>
    </message>
    <message>
        <source>Of the handle time, the minutes that were really his</source>
        <translation>Av hanteringstiden de minuter som verkligen var kundens</translation>
    </message>
    <message>
        <source>Transferred</source>
        <translation>Flyttade</translation>
    </message>
    <message>
        <source>Handed to a queue or a colleague, of all given back</source>
        <translation>Lämnade till en kö eller en kollega, av alla som lämnats</translation>
    </message>
    <message>
        <source>Reopened</source>
        <translation>Återöppnade</translation>
    </message>
    <message>
        <source>Back within a day, of all that were done</source>
        <translation>Tillbaka inom ett dygn, av alla som var klara</translation>
    </message>
    <message>
        <source>Occupancy</source>
        <translation>Beläggning</translation>
    </message>
    <message>
        <source>Time with at least one customer, of the time there</source>
        <translation>Tid med minst en kund, av tiden på plats</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>Samtidigt</translation>
    </message>
    <message>
        <source>Customers at once while busy, on average</source>
        <translation>Kunder samtidigt när någon är upptagen, i medeltal</translation>
    </message>
    <message>
        <source>Really there</source>
        <translation>Verkligen kvar</translation>
    </message>
    <message>
        <source>The same, each customer weighed by how likely he was still there</source>
        <translation>Detsamma, varje kund vägd med hur troligt det var att den var kvar</translation>
    </message>
    <message>
        <source>Overload, min</source>
        <translation>Överlast, min</translation>
    </message>
    <message>
        <source>Minutes in which too many waited for the same agent</source>
        <translation>Minuter då för många väntade på samma agent</translation>
    </message>
    <message>
        <source>Bot alone</source>
        <translation>Bara boten</translation>
    </message>
    <message>
        <source>Ended by the bot without an agent, of its sessions</source>
        <translation>Avslutade av boten utan agent, av dess samtal</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Betyg</translation>
    </message>
    <message>
        <source>Mean of the scores from 1 to 5</source>
        <translation>Medel av betygen från 1 till 5</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Visitor %1</source>
        <translation>Besökare %1</translation>
    </message>
    <message>
        <source>Queued in %1</source>
        <translation>I kön %1</translation>
    </message>
    <message>
        <source>the bot is not available</source>
        <translation>boten är inte tillgänglig</translation>
    </message>
    <message>
        <source>the agent is offline</source>
        <translation>agenten är frånkopplad</translation>
    </message>
    <message>
        <source>waited %1</source>
        <translation>väntade %1</translation>
    </message>
    <message>
        <source>Given to %1</source>
        <translation>Tilldelad %1</translation>
    </message>
    <message>
        <source>Back with %1</source>
        <translation>Tillbaka hos %1</translation>
    </message>
    <message>
        <source>%1 took over</source>
        <translation>%1 tog över</translation>
    </message>
    <message>
        <source>%1 claimed</source>
        <translation>%1 tog samtalet</translation>
    </message>
    <message>
        <source>Handed to the bot: is the customer still there?</source>
        <translation>Till boten: är kunden kvar?</translation>
    </message>
    <message>
        <source>Handed to the bot, to end the session</source>
        <translation>Till boten för att avsluta</translation>
    </message>
    <message>
        <source>Ended %1</source>
        <translation>Avslutat %1</translation>
    </message>
    <message>
        <source>the customer did not come back</source>
        <translation>kunden kom inte tillbaka</translation>
    </message>
    <message>
        <source>closing time</source>
        <translation>stängt</translation>
    </message>
    <message>
        <source>The agent</source>
        <translation>Agenten</translation>
    </message>
    <message>
        <source>Started %1</source>
        <translation>Började %1</translation>
    </message>
    <message>
        <source>Offered to %1</source>
        <translation>Erbjuden %1</translation>
    </message>
    <message>
        <source>Identified: %1</source>
        <translation>Identifierad: %1</translation>
    </message>
    <message>
        <source>%1 is done</source>
        <translation>%1 är klar</translation>
    </message>
    <message>
        <source>Back from the bot</source>
        <translation>Tillbaka från boten</translation>
    </message>
    <message>
        <source>The customer was told that we are closed</source>
        <translation>Kunden fick veta att vi har stängt</translation>
    </message>
    <message>
        <source>Tab closed %1</source>
        <translation>Fliken stängd %1</translation>
    </message>
    <message>
        <source>The customer left %1</source>
        <translation>Kunden lämnade %1</translation>
    </message>
    <message>
        <source>Rated %1 of 5</source>
        <translation>Betyg %1 av 5</translation>
    </message>
    <message>
        <source>%1 declined</source>
        <translation>%1 tackade nej</translation>
    </message>
    <message>
        <source>%1 took the offer back</source>
        <translation>%1 tog tillbaka erbjudandet</translation>
    </message>
    <message>
        <source>the former queue is gone</source>
        <translation>den förra kön är borta</translation>
    </message>
    <message>
        <source>%1 asks for help</source>
        <translation>%1 ber om hjälp</translation>
    </message>
    <message>
        <source>%1: the question is settled</source>
        <translation>%1: frågan är utredd</translation>
    </message>
</context>
<context>
    <name>sermo::app::Application</name>
    <message>
        <source>Sermo Desk</source>
        <translation>Sermo Desk</translation>
    </message>
    <message>
        <source>Cannot host at %1</source>
        <translation>Kan inte ta emot på %1</translation>
    </message>
    <message>
        <source>Use another port</source>
        <translation>Använd en annan port</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Avsluta programmet</translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation>Översikt</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historik</translation>
    </message>
    <message>
        <source>These conversations are of a newer version</source>
        <translation>Samtalen är från en nyare version</translation>
    </message>
    <message>
        <source>Nothing in %1 was changed. Start the version of Sermo Desk that you had, or a newer one.</source>
        <translation>Inget i %1 har ändrats. Starta den version av Sermo Desk som du hade, eller en nyare.</translation>
    </message>
    <message>
        <source>A demonstration stays on this computer, by itself.</source>
        <translation>En demonstration stannar på den här datorn, för sig själv.</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Rapporter</translation>
    </message>
</context>
<context>
    <name>sermo::app::BotRehearsal</name>
    <message>
        <source>The customer is number %1</source>
        <translation>Kunden har nummer %1</translation>
    </message>
    <message>
        <source>The customer waits in %1</source>
        <translation>Kunden väntar i %1</translation>
    </message>
</context>
<context>
    <name>sermo::app::HostedOffice</name>
    <message>
        <source>No broker runs</source>
        <translation>Ingen server är igång</translation>
    </message>
</context>
<context>
    <name>sermo::app::LastWord</name>
    <message>
        <source>Sermo Desk</source>
        <translation>Sermo Desk</translation>
    </message>
    <message>
        <source>Sermo Desk cannot start.</source>
        <translation>Sermo Desk kan inte starta.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Avsluta programmet</translation>
    </message>
    <message>
        <source>That cannot be done, and the desk goes on as before.</source>
        <translation>Det går inte, och skrivbordet fortsätter som förut.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
</context>
<context>
    <name>sermo::app::Memory</name>
    <message>
        <source>%1 cannot be written</source>
        <translation>%1 kan inte skrivas</translation>
    </message>
    <message>
        <source>%1 cannot be removed</source>
        <translation>%1 kan inte tas bort</translation>
    </message>
</context>
<context>
    <name>sermo::app::StandingDesk</name>
    <message>
        <source>No broker runs</source>
        <translation>Ingen server körs</translation>
    </message>
    <message>
        <source>The invitation is for the desk at %1, which is not the host of the team that this desk has joined. Join that team first.</source>
        <translation>Inbjudan gäller skrivbordet på %1, som inte är värd för det team som det här skrivbordet är anslutet till. Anslut till det teamet först.</translation>
    </message>
</context>
<context>
    <name>sermo::app::TeamQuestions</name>
    <message>
        <source>The demonstration could not be started.</source>
        <translation>Demonstrationen kunde inte startas.</translation>
    </message>
    <message>
        <source>Sermo Desk</source>
        <translation>Sermo Desk</translation>
    </message>
    <message>
        <source>Join the team at %1?</source>
        <translation>Ansluta till teamet på %1?</translation>
    </message>
    <message>
        <source>An invitation has opened this. Your desk serves another team so far, and leaves it when you join.</source>
        <translation>En inbjudan har öppnat det här. Ditt skrivbord arbetar hittills för ett annat team och lämnar det när du ansluter.</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Anslut</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Your desk cannot leave its team now</source>
        <translation>Ditt skrivbord kan inte lämna sitt team just nu</translation>
    </message>
    <message>
        <source>It is one of two desks, and open already. Quit it, then open the invitation again. What stands in the way: %1</source>
        <translation>Den är en av två och redan öppen. Avsluta den och öppna sedan inbjudan igen. Det som står i vägen: %1</translation>
    </message>
</context>
<context>
    <name>sermo::model::Absence</name>
    <message>
        <source>You were away: two offers were left unanswered</source>
        <translation>Du var borta: två erbjudanden lämnades obesvarade</translation>
    </message>
    <message>
        <source>You were away: the screen was locked</source>
        <translation>Du var borta: skärmen var låst</translation>
    </message>
    <message numerus="yes">
        <source>You were away: nothing was done for %n minutes</source>
        <translation>
            <numerusform>Du var borta: ingenting gjordes på %n minut</numerusform>
            <numerusform>Du var borta: ingenting gjordes på %n minuter</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sermo::model::Alarms</name>
    <message>
        <source>The broker has lost messages that it had taken: %1</source>
        <translation>Servern har förlorat meddelanden som den hade tagit emot: %1</translation>
    </message>
    <message>
        <source>The broker cannot store anything: %1</source>
        <translation>Servern kan inte spara något: %1</translation>
    </message>
    <message>
        <source>The forecast believes too many to be there: by %1</source>
        <translation>Prognosen tror att för många är kvar: %1 för mycket</translation>
    </message>
    <message>
        <source>The forecast believes too few to be there: by %1</source>
        <translation>Prognosen tror att för få är kvar: %1 för lite</translation>
    </message>
    <message numerus="yes">
        <source>%1: nobody is available, %n waiting</source>
        <translation>
            <numerusform>%1: ingen är tillgänglig, %n väntar</numerusform>
            <numerusform>%1: ingen är tillgänglig, %n väntar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: the line is long, %n waiting</source>
        <translation>
            <numerusform>%1: kön är lång, %n väntar</numerusform>
            <numerusform>%1: kön är lång, %n väntar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: somebody has waited for %n minutes</source>
        <translation>
            <numerusform>%1: någon har väntat i %n minut</numerusform>
            <numerusform>%1: någon har väntat i %n minuter</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 asks for help with %2</source>
        <translation>%1 ber om hjälp med %2</translation>
    </message>
    <message>
        <source>%1 is closed by hand</source>
        <translation>%1 är stängd för hand</translation>
    </message>
</context>
<context>
    <name>sermo::model::Alerts</name>
    <message>
        <source>%1 is yours now</source>
        <translation>%1 är din nu</translation>
    </message>
    <message>
        <source>%1 is offered to you</source>
        <translation>%1 erbjuds dig</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Somebody is waiting</source>
        <translation>Någon väntar</translation>
    </message>
    <message>
        <source>%1 was set aside until now</source>
        <translation>%1 var undanlagd till nu</translation>
    </message>
    <message>
        <source>%1 asks for help with %2</source>
        <translation>%1 ber om hjälp med %2</translation>
    </message>
</context>
<context>
    <name>sermo::model::AllocationsModel</name>
    <message>
        <source>nobody</source>
        <translation>ingen</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Tid</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Kund</translation>
    </message>
    <message>
        <source>Given to</source>
        <translation>Tilldelad</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Varför</translation>
    </message>
    <message>
        <source>Everyone weighed, and with what sum</source>
        <translation>Alla som vägdes, och med vilken summa</translation>
    </message>
</context>
<context>
    <name>sermo::model::AssignedQueues</name>
    <message>
        <source>From now on you are given customers of: %1</source>
        <translation>Från och med nu får du kunder ur: %1</translation>
    </message>
    <message>
        <source>From now on you are given customers of every queue</source>
        <translation>Från och med nu får du kunder ur alla köer</translation>
    </message>
</context>
<context>
    <name>sermo::model::BoardAgents</name>
    <message>
        <source>now</source>
        <translation>nu</translation>
    </message>
    <message>
        <source>≈ %1</source>
        <translation>≈ %1</translation>
    </message>
    <message>
        <source>full</source>
        <translation>fullt</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 av %2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>inga</translation>
    </message>
    <message>
        <source>Is given another customer while the sum is at most %1</source>
        <translation>Får en kund till så länge summan är högst %1</translation>
    </message>
    <message>
        <source>When so much of it is likely to be over, by how long his conversations take</source>
        <translation>När så mycket av det sannolikt är över, efter hur länge hans samtal brukar vara</translation>
    </message>
    <message>
        <source>%1, with the bot</source>
        <translation>%1, hos boten</translation>
    </message>
    <message>
        <source>Average handle time: from the claim until he is done, today</source>
        <translation>Genomsnittlig hanteringstid i dag: från att samtalet tas tills agenten är klar</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Samtal</translation>
    </message>
    <message>
        <source>Sum of presence</source>
        <translation>Närvarosumma</translation>
    </message>
    <message>
        <source>Next in</source>
        <translation>Nästa om</translation>
    </message>
    <message>
        <source>AHT</source>
        <translation>Snittid</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>I dag</translation>
    </message>
    <message>
        <source>His customers, and how likely each is still there</source>
        <translation>Kunderna, och hur troligt det är att var och en är kvar</translation>
    </message>
    <message>
        <source>%1, asks for help</source>
        <translation>%1, ber om hjälp</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>genast</translation>
    </message>
    <message>
        <source>Average handle time: from the claim until he is done, on the day shown</source>
        <translation>Genomsnittlig hanteringstid den dag som visas: från att samtalet tas tills agenten är klar</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Dag</translation>
    </message>
</context>
<context>
    <name>sermo::model::BoardQueues</name>
    <message numerus="yes">
        <source>%n in the last hour</source>
        <translation>
            <numerusform>%n senaste timmen</numerusform>
            <numerusform>%n senaste timmen</numerusform>
        </translation>
    </message>
    <message>
        <source>Put in line in the last hour, five minutes by five minutes</source>
        <translation>Ställda i kö senaste timmen, fem minuter i taget</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>stängd</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Kö</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Väntar</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>Längst</translation>
    </message>
    <message>
        <source>Expected wait</source>
        <translation>Väntetid</translation>
    </message>
    <message>
        <source>With bot</source>
        <translation>Hos bot</translation>
    </message>
    <message>
        <source>In conversation</source>
        <translation>I samtal</translation>
    </message>
    <message>
        <source>Within %1 s</source>
        <translation>Inom %1 s</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Senaste timmen</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>sermo::model::ConsoleController</name>
    <message>
        <source>The session has moved on: that is not possible any more</source>
        <translation>Samtalet har gått vidare: det går inte längre</translation>
    </message>
    <message>
        <source>Someone else has this session</source>
        <translation>Någon annan har det här samtalet</translation>
    </message>
    <message>
        <source>The desk does not know that queue</source>
        <translation>Kön finns inte</translation>
    </message>
    <message>
        <source>This customer has no session</source>
        <translation>Kunden har inget samtal</translation>
    </message>
    <message>
        <source>The broker cannot store anything now; try again soon</source>
        <translation>Servern kan inte spara just nu, försök snart igen</translation>
    </message>
    <message>
        <source>There is no connection to the broker</source>
        <translation>Ingen anslutning till servern</translation>
    </message>
    <message>
        <source>Nobody is waiting</source>
        <translation>Ingen väntar</translation>
    </message>
    <message>
        <source>%1 was first: %2 is taken</source>
        <translation>%1 hann före: %2 är tagen</translation>
    </message>
    <message>
        <source>That is too long to be sent in one message</source>
        <translation>Det är för långt för ett meddelande</translation>
    </message>
    <message>
        <source>Declined the transfer</source>
        <translation>Tackade nej till överlämningen</translation>
    </message>
    <message>
        <source>No bot is available</source>
        <translation>Ingen bot är tillgänglig</translation>
    </message>
    <message>
        <source>The connection was lost: whether %1 is yours will show once it is back</source>
        <translation>Anslutningen bröts: om %1 är din visar sig när den är tillbaka</translation>
    </message>
    <message>
        <source>the key of this desk is another agent&apos;s</source>
        <translation>det här skrivbordets nyckel är en annan handläggares</translation>
    </message>
    <message>
        <source>The broker did not take your status: %1</source>
        <translation>Servern tog inte emot din status: %1</translation>
    </message>
</context>
<context>
    <name>sermo::model::DraftList</name>
    <message>
        <source>New</source>
        <translation>Ny</translation>
    </message>
</context>
<context>
    <name>sermo::model::FigureCards</name>
    <message>
        <source>Waiting now</source>
        <translation>Väntar nu</translation>
    </message>
    <message>
        <source>Customers in line, in all queues</source>
        <translation>Kunder i kö, i alla köer</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>ingen</translation>
    </message>
    <message>
        <source>longest %1</source>
        <translation>längst %1</translation>
    </message>
    <message>
        <source>Answered within %1 s</source>
        <translation>Besvarade inom %1 s</translation>
    </message>
    <message>
        <source>goal %1 · %2</source>
        <translation>mål %1 · %2</translation>
    </message>
    <message>
        <source>Average wait</source>
        <translation>Genomsnittlig väntan</translation>
    </message>
    <message>
        <source>nine in ten within %1</source>
        <translation>nio av tio inom %1</translation>
    </message>
    <message>
        <source>From being put in line until an agent has the session, of those who were answered</source>
        <translation>Från att kunden ställdes i kö tills en agent har samtalet, av dem som besvarats</translation>
    </message>
    <message>
        <source>Average handle time</source>
        <translation>Genomsnittlig hanteringstid</translation>
    </message>
    <message numerus="yes">
        <source>%n conversations</source>
        <translation>
            <numerusform>%n samtal</numerusform>
            <numerusform>%n samtal</numerusform>
        </translation>
    </message>
    <message>
        <source>Left while waiting</source>
        <translation>Gav upp i kön</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 av %2</translation>
    </message>
    <message>
        <source>Of all whose wait is over: gone before anybody answered</source>
        <translation>Av alla som väntat klart: de som försvann innan någon svarade</translation>
    </message>
    <message>
        <source>Really there</source>
        <translation>Verkligen kvar</translation>
    </message>
    <message numerus="yes">
        <source>of %n open</source>
        <translation>
            <numerusform>av %n öppet</numerusform>
            <numerusform>av %n öppna</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>room for %n more</source>
        <translation>
            <numerusform>plats för %n till</numerusform>
            <numerusform>plats för %n till</numerusform>
        </translation>
    </message>
    <message>
        <source>The sum of the probabilities that the customers whom agents have are still there, and how many more the agents who are available would be given now</source>
        <translation>Summan av sannolikheterna att agenternas kunder är kvar, och hur många till de tillgängliga agenterna skulle få nu</translation>
    </message>
    <message>
        <source>today</source>
        <translation>i dag</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>sedan %1</translation>
    </message>
    <message>
        <source>Of all whose wait is over: an agent had the session within %1 seconds. Who left counts as not answered.</source>
        <translation>Av alla vars väntan är över: en agent hade samtalet inom %1 sekunder. Den som gick räknas som obesvarad.</translation>
    </message>
    <message>
        <source>From each claim until the agent gives the session back, the bot&apos;s part left out</source>
        <translation>Från det att agenten tar samtalet tills hen lämnar det ifrån sig, botens del borträknad</translation>
    </message>
    <message>
        <source>Counted since the broker started, %1</source>
        <translation>Räknat sedan servern startade, %1</translation>
    </message>
    <message>
        <source>Waiting at %1</source>
        <translation>Väntade kl. %1</translation>
    </message>
</context>
<context>
    <name>sermo::model::ImageSource</name>
    <message>
        <source>This image is no longer there</source>
        <translation>Bilden finns inte längre</translation>
    </message>
    <message>
        <source>This is not an image that can be shown</source>
        <translation>Det här är ingen bild som kan visas</translation>
    </message>
    <message>
        <source>This image is too large</source>
        <translation>Bilden är för stor</translation>
    </message>
    <message>
        <source>Too many images in so short a time</source>
        <translation>För många bilder på så kort tid</translation>
    </message>
    <message>
        <source>The broker does not accept this desk</source>
        <translation>Servern tar inte emot den här arbetsplatsen</translation>
    </message>
    <message>
        <source>The broker does not answer</source>
        <translation>Servern svarar inte</translation>
    </message>
</context>
<context>
    <name>sermo::model::InProcessLink</name>
    <message>
        <source>The broker is not running</source>
        <translation>Servern är inte igång</translation>
    </message>
    <message>
        <source>The broker does not accept this desk</source>
        <translation>Servern tar inte emot den här arbetsplatsen</translation>
    </message>
    <message>
        <source>The broker is shutting down</source>
        <translation>Servern stänger av</translation>
    </message>
</context>
<context>
    <name>sermo::model::Invitation</name>
    <message>
        <source>This is no invitation: one begins with sermo://join.</source>
        <translation>Det här är ingen inbjudan: en sådan börjar med sermo://join.</translation>
    </message>
    <message>
        <source>The invitation is not whole: its address is missing or cut. Copy all of it, to its end.</source>
        <translation>Inbjudan är inte hel: adressen saknas eller är avklippt. Kopiera hela, till slutet.</translation>
    </message>
    <message>
        <source>The invitation is not whole: the fingerprint in it is cut or changed. Copy all of it, to its end.</source>
        <translation>Inbjudan är inte hel: fingeravtrycket i den är avklippt eller ändrat. Kopiera hela, till slutet.</translation>
    </message>
    <message>
        <source>The invitation is not whole: its key is missing or cut. Copy all of it, to its end.</source>
        <translation>Inbjudan är inte hel: nyckeln saknas eller är avklippt. Kopiera hela, till slutet.</translation>
    </message>
</context>
<context>
    <name>sermo::model::KeyTable</name>
    <message>
        <source>Key</source>
        <translation>Nyckel</translation>
    </message>
    <message>
        <source>For</source>
        <translation>För</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Skapad</translation>
    </message>
    <message>
        <source>A colleague</source>
        <translation>En kollega</translation>
    </message>
    <message>
        <source>A supervisor</source>
        <translation>En arbetsledare</translation>
    </message>
    <message>
        <source>A bot</source>
        <translation>En bot</translation>
    </message>
    <message>
        <source>Another channel</source>
        <translation>En annan kanal</translation>
    </message>
    <message>
        <source>A desk that stands by</source>
        <translation>Ett skrivbord i beredskap</translation>
    </message>
</context>
<context>
    <name>sermo::model::PastConversations</name>
    <message>
        <source>rated %1 of 5</source>
        <translation>betyg %1 av 5</translation>
    </message>
</context>
<context>
    <name>sermo::model::PastEvents</name>
    <message>
        <source>Behind the figure</source>
        <translation>Bakom siffran</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Tid</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Riktning</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Händelse</translation>
    </message>
</context>
<context>
    <name>sermo::model::PrivateFile</name>
    <message>
        <source>There is no folder to save in: %1</source>
        <translation>Det finns ingen mapp att spara i: %1</translation>
    </message>
</context>
<context>
    <name>sermo::model::ReportRows</name>
    <message>
        <source>All</source>
        <translation>Alla</translation>
    </message>
    <message>
        <source>Only what began in opening hours.</source>
        <translation>Bara det som började under öppettiderna.</translation>
    </message>
    <message>
        <source>Around the clock.</source>
        <translation>Dygnet runt.</translation>
    </message>
    <message>
        <source>Days of %1. %2 In time: within %3 s. The bot is not counted as an agent.</source>
        <translation>Dygn i %1. %2 I tid: inom %3 s. Boten räknas inte som agent.</translation>
    </message>
    <message>
        <source>Whole time</source>
        <translation>Hela tiden</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Dag</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Kö</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>Vems</translation>
    </message>
</context>
<context>
    <name>sermo::model::StandbyInvitation</name>
    <message>
        <source>This is no invitation to stand by: one begins with sermo://stand-by.</source>
        <translation>Det här är ingen inbjudan att stå i beredskap: en sådan börjar med sermo://stand-by.</translation>
    </message>
    <message>
        <source>The key in it is not one to stand by with.</source>
        <translation>Nyckeln i den är ingen att stå i beredskap med.</translation>
    </message>
</context>
<context>
    <name>sermo::model::Supervision</name>
    <message>
        <source>The connection was lost: whether your last order was carried out will show once it is back</source>
        <translation>Anslutningen bröts: om din senaste åtgärd blev utförd visar sig när den är tillbaka</translation>
    </message>
</context>
<context>
    <name>sermo::model::TransferTargets</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n väntar</numerusform>
            <numerusform>%n väntar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n open</source>
        <translation>
            <numerusform>%1, %n öppen</numerusform>
            <numerusform>%1, %n öppna</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, load %2 of %3</source>
        <translation>%1, belastning %2 av %3</translation>
    </message>
</context>
<context>
    <name>sermo::model::WebSocketLink</name>
    <message>
        <source>The broker does not answer</source>
        <translation>Servern svarar inte</translation>
    </message>
    <message>
        <source>The connection has fallen silent</source>
        <translation>Anslutningen har tystnat</translation>
    </message>
    <message>
        <source>A certificate is pinned, but the address is not https</source>
        <translation>Ett certifikat är angivet, men adressen är inte https</translation>
    </message>
    <message>
        <source>The broker&apos;s certificate is not the pinned one. Its fingerprint is %1</source>
        <translation>Serverns certifikat är inte det angivna. Dess fingeravtryck är %1</translation>
    </message>
    <message>
        <source>The broker does not accept this key any more</source>
        <translation>Servern tar inte längre emot nyckeln</translation>
    </message>
    <message>
        <source>The broker is shutting down</source>
        <translation>Servern stänger av</translation>
    </message>
    <message>
        <source>This desk could not keep up</source>
        <translation>Arbetsplatsen hann inte med</translation>
    </message>
    <message>
        <source>The connection was lost</source>
        <translation>Anslutningen bröts</translation>
    </message>
    <message>
        <source>The broker does not know this key</source>
        <translation>Servern känner inte till nyckeln</translation>
    </message>
    <message>
        <source>The broker does not accept this desk</source>
        <translation>Servern tar inte emot den här arbetsplatsen</translation>
    </message>
    <message>
        <source>The broker is busy</source>
        <translation>Servern är upptagen</translation>
    </message>
    <message>
        <source>The broker cannot be reached: %1</source>
        <translation>Servern kan inte nås: %1</translation>
    </message>
    <message>
        <source>The broker&apos;s certificate is not trusted: %1 If its fingerprint is the one that you were told, join with --pin %2</source>
        <translation>Serverns certifikat är inte betrott: %1 Om dess fingeravtryck är det som du har fått veta, anslut med --pin %2</translation>
    </message>
    <message>
        <source>Another desk has taken over</source>
        <translation>Ett annat skrivbord har tagit över</translation>
    </message>
</context>
<context>
    <name>sermo::ui::AccessPage</name>
    <message>
        <source>Sites and limits</source>
        <translation>Webbplatser och gränser</translation>
    </message>
    <message>
        <source>Which web sites may have the chat, and how much one visitor may do.</source>
        <translation>Vilka webbplatser som får ha chatten, och hur mycket en besökare får göra.</translation>
    </message>
    <message>
        <source>Who comes back has to prove that he is the same</source>
        <translation>Den som kommer tillbaka måste visa att det är samma person</translation>
    </message>
    <message>
        <source>Sites with the chat on their pages</source>
        <translation>Webbplatser med chatten på sina sidor</translation>
    </message>
    <message>
        <source>One a line, such as https://www.example.com. None: any page on this computer, and no other.</source>
        <translation>En på varje rad, till exempel https://www.example.com. Ingen: alla sidor på den här datorn, och inga andra.</translation>
    </message>
    <message>
        <source>Where pictures of agents may be loaded from</source>
        <translation>Varifrån bilder på agenter får hämtas</translation>
    </message>
    <message>
        <source>One a line, such as https://img.example.com. None: an icon stands for them.</source>
        <translation>En på varje rad, till exempel https://img.example.com. Ingen: en symbol visas i stället.</translation>
    </message>
    <message>
        <source>The chat does so by itself. Switch it off only for a chat of your own that cannot.</source>
        <translation>Chatten gör det av sig själv. Stäng bara av det för en egen chatt som inte kan.</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>Kunder</translation>
    </message>
    <message>
        <source>Messages a second of one visitor, in the long run</source>
        <translation>Meddelanden i sekunden från en besökare, i längden</translation>
    </message>
    <message>
        <source>Messages of one visitor at once</source>
        <translation>Meddelanden från en besökare på en gång</translation>
    </message>
    <message>
        <source>Visitors from one address</source>
        <translation>Besökare från en adress</translation>
    </message>
    <message>
        <source>Visitors in all</source>
        <translation>Besökare sammanlagt</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Gränser</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>ingen gräns</translation>
    </message>
</context>
<context>
    <name>sermo::ui::AgentLimitsEdit</name>
    <message>
        <source>Add an agent</source>
        <translation>Lägg till en agent</translation>
    </message>
    <message>
        <source>Sign in the log</source>
        <translation>Signatur i loggen</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>as all</source>
        <translation>som alla</translation>
    </message>
    <message>
        <source>Up to this sum of presence</source>
        <translation>Upp till den här närvarosumman</translation>
    </message>
    <message>
        <source>Customers at most</source>
        <translation>Kunder som mest</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Ta bort</translation>
    </message>
</context>
<context>
    <name>sermo::ui::AlarmStrip</name>
    <message>
        <source>Alarms</source>
        <translation>Larm</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öppna</translation>
    </message>
    <message>
        <source>Open: %1</source>
        <translation>Öppna: %1</translation>
    </message>
</context>
<context>
    <name>sermo::ui::AllocationList</name>
    <message>
        <source>Log of allocations</source>
        <translation>Tilldelningslogg</translation>
    </message>
</context>
<context>
    <name>sermo::ui::AllocationPage</name>
    <message>
        <source>Giving out customers</source>
        <translation>Fördelning av kunder</translation>
    </message>
    <message>
        <source>Who waits is given to the agent with most room: each customer counts by how probably he is still there.</source>
        <translation>Den som väntar ges till agenten med mest plats: varje kund räknas efter hur troligt det är att hen är kvar.</translation>
    </message>
    <message>
        <source>Customers are given to agents by themselves</source>
        <translation>Kunder fördelas automatiskt till agenterna</translation>
    </message>
    <message>
        <source>Another one up to this sum of presence</source>
        <translation>En till upp till den här summan av närvaro</translation>
    </message>
    <message>
        <source>2 means: two customers who are certainly there, or four who may be.</source>
        <translation>2 betyder: två kunder som säkert är kvar, eller fyra som kanske är det.</translation>
    </message>
    <message>
        <source>And so many at most</source>
        <translation>Och som mest så många</translation>
    </message>
    <message>
        <source>More or fewer for some</source>
        <translation>Fler eller färre för några</translation>
    </message>
    <message>
        <source>Such as who is new: the agent, the sum of presence, and how many at most.</source>
        <translation>Till exempel för den som är ny: agenten, närvarosumman och hur många som mest.</translation>
    </message>
</context>
<context>
    <name>sermo::ui::AllocationView</name>
    <message>
        <source>Nobody was given a customer yet. Each decision is told here, with everyone who was weighed.</source>
        <translation>Ingen har tilldelats någon kund ännu. Här visas varje beslut, med alla som vägdes.</translation>
    </message>
    <message>
        <source>Log of allocations</source>
        <translation>Tilldelningslogg</translation>
    </message>
    <message>
        <source>Allocation</source>
        <translation>Tilldelning</translation>
    </message>
</context>
<context>
    <name>sermo::ui::ArrivalsChart</name>
    <message>
        <source>Arrivals</source>
        <translation>Nya i kö</translation>
    </message>
    <message numerus="yes">
        <source>Arrivals and waiting: %n arrivals in the time shown</source>
        <translation>
            <numerusform>Nya i kö och väntetid: %n ny under tiden som visas</numerusform>
            <numerusform>Nya i kö och väntetid: %n nya under tiden som visas</numerusform>
        </translation>
    </message>
    <message>
        <source>Arrivals %1–%2</source>
        <translation>Ankomster %1–%2</translation>
    </message>
</context>
<context>
    <name>sermo::ui::AsideCard</name>
    <message>
        <source>Bring back</source>
        <translation>Ta fram</translation>
    </message>
    <message>
        <source>Bring %1 back</source>
        <translation>Ta fram %1</translation>
    </message>
    <message>
        <source>until the customer writes</source>
        <translation>tills kunden skriver</translation>
    </message>
    <message>
        <source>until %1, or he writes</source>
        <translation>till %1, eller tills kunden skriver</translation>
    </message>
    <message>
        <source>until %1 %2, or he writes</source>
        <translation>till %1 %2, eller tills kunden skriver</translation>
    </message>
</context>
<context>
    <name>sermo::ui::AttachmentTile</name>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>Ta bort %1</translation>
    </message>
    <message>
        <source>being made ready</source>
        <translation>förbereds</translation>
    </message>
    <message>
        <source>uploading, %1 %</source>
        <translation>laddas upp, %1 %</translation>
    </message>
    <message>
        <source>ready to be sent</source>
        <translation>klar att skickas</translation>
    </message>
    <message>
        <source>not uploaded: %1. Click to try again</source>
        <translation>inte uppladdad: %1. Klicka för att försöka igen</translation>
    </message>
    <message>
        <source>not uploaded: %1</source>
        <translation>inte uppladdad: %1</translation>
    </message>
</context>
<context>
    <name>sermo::ui::BoardMenus</name>
    <message>
        <source>No sessions</source>
        <translation>Inga samtal</translation>
    </message>
    <message>
        <source>place %1</source>
        <translation>plats %1</translation>
    </message>
    <message>
        <source>away</source>
        <translation>borta</translation>
    </message>
    <message>
        <source>with the bot</source>
        <translation>hos boten</translation>
    </message>
    <message>
        <source>Nobody is waiting</source>
        <translation>Ingen väntar</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>Köer</translation>
    </message>
    <message>
        <source>Sessions behind</source>
        <translation>Samtalen bakom</translation>
    </message>
    <message>
        <source>Sessions now</source>
        <translation>Samtal nu</translation>
    </message>
    <message>
        <source>Taken today</source>
        <translation>Tagna i dag</translation>
    </message>
    <message>
        <source>Average handle time</source>
        <translation>Genomsnittlig hanteringstid</translation>
    </message>
    <message>
        <source>Waiting now</source>
        <translation>Väntar nu</translation>
    </message>
    <message>
        <source>In conversation</source>
        <translation>I samtal</translation>
    </message>
    <message>
        <source>Answered in time</source>
        <translation>Besvarade i tid</translation>
    </message>
    <message>
        <source>Average wait</source>
        <translation>Genomsnittlig väntan</translation>
    </message>
    <message>
        <source>Left while waiting</source>
        <translation>Gav upp i kön</translation>
    </message>
    <message>
        <source>Arrivals of the last hour</source>
        <translation>Ankomster den senaste timmen</translation>
    </message>
    <message>
        <source>Bound</source>
        <translation>Gräns</translation>
    </message>
    <message>
        <source>As configured</source>
        <translation>Som inställt</translation>
    </message>
    <message>
        <source>Another…</source>
        <translation>En annan…</translation>
    </message>
    <message>
        <source>Is given another customer while the sum of presence is at most</source>
        <translation>Får en kund till så länge närvarosumman är högst</translation>
    </message>
    <message>
        <source>Platform %1</source>
        <translation>Plattform %1</translation>
    </message>
    <message>
        <source>By its opening hours</source>
        <translation>Efter sina öppettider</translation>
    </message>
    <message>
        <source>Open now</source>
        <translation>Öppen nu</translation>
    </message>
    <message>
        <source>Closed now</source>
        <translation>Stängd nu</translation>
    </message>
    <message>
        <source>Sessions then</source>
        <translation>Samtal då</translation>
    </message>
    <message>
        <source>Taken that day</source>
        <translation>Tagna den dagen</translation>
    </message>
    <message>
        <source>Waiting then</source>
        <translation>Väntade då</translation>
    </message>
</context>
<context>
    <name>sermo::ui::BoardView</name>
    <message>
        <source>Look back…</source>
        <translation>Se tillbaka…</translation>
    </message>
    <message>
        <source>The dashboard and every session as they were at a chosen moment</source>
        <translation>Översikten och varje samtal som de var vid en vald tidpunkt</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Letar…</translation>
    </message>
    <message>
        <source>%1, as it was %2</source>
        <translation>%1, som det var %2</translation>
    </message>
</context>
<context>
    <name>sermo::ui::BotPage</name>
    <message>
        <source>Reception bot</source>
        <translation>Receptionsbot</translation>
    </message>
    <message>
        <source>It greets, finds out what a customer wants and who he is, and puts him in the right line.</source>
        <translation>Den hälsar, tar reda på vad kunden vill och vem det är, och ställer kunden i rätt kö.</translation>
    </message>
    <message>
        <source>The bot meets customers first</source>
        <translation>Boten möter kunderna först</translation>
    </message>
    <message>
        <source>English</source>
        <translation>engelska</translation>
    </message>
    <message>
        <source>Swedish</source>
        <translation>svenska</translation>
    </message>
    <message>
        <source> seconds</source>
        <translation> sekunder</translation>
    </message>
    <message>
        <source>Answers when a customer has not typed for</source>
        <translation>Svarar när kunden inte har skrivit på</translation>
    </message>
    <message>
        <source>What it says in</source>
        <translation>Vad den säger på</translation>
    </message>
    <message>
        <source>Its name</source>
        <translation>Dess namn</translation>
    </message>
    <message>
        <source>Greeting</source>
        <translation>Hälsning</translation>
    </message>
    <message>
        <source>When it has not understood</source>
        <translation>När den inte har förstått</translation>
    </message>
    <message>
        <source>Asks for the customer number</source>
        <translation>Frågar efter kundnumret</translation>
    </message>
    <message>
        <source>Asks once more</source>
        <translation>Frågar en gång till</translation>
    </message>
    <message>
        <source>The button of who has no number</source>
        <translation>Knappen för den som saknar nummer</translation>
    </message>
    <message>
        <source>Puts through; {queue} is the line&apos;s label</source>
        <translation>Kopplar vidare; {queue} är köns knapptext</translation>
    </message>
    <message>
        <source>Anything else? (for an agent who lets it end)</source>
        <translation>Något mer? (åt en agent som låter den avsluta)</translation>
    </message>
    <message>
        <source>Goodbye</source>
        <translation>Avsked</translation>
    </message>
    <message>
        <source>The conversation has ended</source>
        <translation>Samtalet är avslutat</translation>
    </message>
    <message>
        <source>Still there? (asked for an agent)</source>
        <translation>Är du kvar? (åt en agent)</translation>
    </message>
    <message>
        <source>Still there? (asked in line)</source>
        <translation>Är du kvar? (i kön)</translation>
    </message>
    <message>
        <source>Ended, since nobody answered</source>
        <translation>Avslutat, eftersom ingen svarade</translation>
    </message>
    <message>
        <source>Which words tell of which line</source>
        <translation>Vilka ord som hör till vilken kö</translation>
    </message>
    <message>
        <source>The bot as customers hear it</source>
        <translation>Boten som kunderna hör den</translation>
    </message>
    <message>
        <source>Write as a customer</source>
        <translation>Skriv som kund</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>Börja om</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Prova</translation>
    </message>
    <message>
        <source>How words begin that tell of it, with commas between</source>
        <translation>Hur ord börjar som hör dit, med komma emellan</translation>
    </message>
    <message>
        <source>%1: its button</source>
        <translation>%1: knappen</translation>
    </message>
    <message>
        <source>%1: its words</source>
        <translation>%1: orden</translation>
    </message>
    <message>
        <source>A text is missing: the bot cannot begin.</source>
        <translation>En text saknas: boten kan inte börja.</translation>
    </message>
</context>
<context>
    <name>sermo::ui::Bubble</name>
    <message>
        <source>sending…</source>
        <translation>skickas…</translation>
    </message>
    <message>
        <source>read</source>
        <translation>läst</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>inte skickat</translation>
    </message>
    <message>
        <source>not sent: %1</source>
        <translation>inte skickat: %1</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anteckning</translation>
    </message>
    <message>
        <source>Note by %1</source>
        <translation>Anteckning av %1</translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>Bot</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Click to try again</source>
        <translation>Klicka för att försöka igen</translation>
    </message>
    <message>
        <source>Show all (%L1 characters)</source>
        <translation>Visa allt (%L1 tecken)</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>skickat</translation>
    </message>
</context>
<context>
    <name>sermo::ui::ChatBoard</name>
    <message>
        <source>Conversations</source>
        <translation>Samtal</translation>
    </message>
</context>
<context>
    <name>sermo::ui::ChatColumn</name>
    <message>
        <source>Conversation with %1</source>
        <translation>Samtal med %1</translation>
    </message>
    <message>
        <source>What you sent to %1 is still waiting for its image</source>
        <translation>Det du har skickat till %1 väntar ännu på sin bild</translation>
    </message>
</context>
<context>
    <name>sermo::ui::Choices</name>
    <message>
        <source>All queues</source>
        <translation>Alla köer</translation>
    </message>
    <message>
        <source>All agents</source>
        <translation>Alla agenter</translation>
    </message>
</context>
<context>
    <name>sermo::ui::ColumnFoot</name>
    <message>
        <source>Done</source>
        <translation>Klar</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Flytta</translation>
    </message>
    <message>
        <source>Bot ends</source>
        <translation>Bot avslutar</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Avsluta</translation>
    </message>
    <message>
        <source>Done: the customer may write again and comes back first in line</source>
        <translation>Klar: kunden kan skriva igen och kommer då tillbaka först i kön</translation>
    </message>
    <message>
        <source>Transfer to a queue or a colleague</source>
        <translation>Flytta till en kö eller en kollega</translation>
    </message>
    <message>
        <source>Let the bot end the conversation in your name</source>
        <translation>Låt boten avsluta samtalet i ditt namn</translation>
    </message>
    <message>
        <source>End the conversation for good</source>
        <translation>Avsluta samtalet helt</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>Lägg undan</translation>
    </message>
    <message>
        <source>Out of sight until the customer writes</source>
        <translation>Undan tills kunden skriver</translation>
    </message>
    <message>
        <source>Until the customer writes</source>
        <translation>Tills kunden skriver</translation>
    </message>
    <message>
        <source>For 15 minutes at most</source>
        <translation>I högst 15 minuter</translation>
    </message>
    <message>
        <source>For an hour at most</source>
        <translation>I högst en timme</translation>
    </message>
    <message>
        <source>Until tomorrow at 8 at the latest</source>
        <translation>Senast till i morgon klockan 8</translation>
    </message>
    <message>
        <source>Ask for help</source>
        <translation>Be om hjälp</translation>
    </message>
    <message>
        <source>Ask a supervisor for help with this conversation</source>
        <translation>Be en arbetsledare om hjälp med det här samtalet</translation>
    </message>
    <message>
        <source>With what? Your supervisors are told; the customer is not.</source>
        <translation>Med vad? Dina arbetsledare får veta det, kunden inte.</translation>
    </message>
    <message>
        <source>Help is asked for</source>
        <translation>Hjälp är begärd</translation>
    </message>
</context>
<context>
    <name>sermo::ui::ColumnGrip</name>
    <message>
        <source>Pull to make the column wider or narrower</source>
        <translation>Dra för att göra kolumnen bredare eller smalare</translation>
    </message>
</context>
<context>
    <name>sermo::ui::ColumnHeader</name>
    <message>
        <source>with the bot %1</source>
        <translation>hos boten %1</translation>
    </message>
    <message>
        <source>waiting %1</source>
        <translation>väntar %1</translation>
    </message>
    <message>
        <source>handling %1</source>
        <translation>pågår %1</translation>
    </message>
    <message>
        <source>silent %1</source>
        <translation>tyst %1</translation>
    </message>
    <message>
        <source>Visitor</source>
        <translation>Besökare</translation>
    </message>
    <message>
        <source>tab closed</source>
        <translation>fliken stängd</translation>
    </message>
    <message>
        <source>your turn %1</source>
        <translation>din tur %1</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Ny</translation>
    </message>
    <message>
        <source>with the bot</source>
        <translation>hos boten</translation>
    </message>
    <message>
        <source>Customer number</source>
        <translation>Kundnummer</translation>
    </message>
</context>
<context>
    <name>sermo::ui::ColumnNotice</name>
    <message numerus="yes">
        <source>Offered to %1: %n seconds to answer</source>
        <translation>
            <numerusform>Erbjuden %1: %n sekund att svara</numerusform>
            <numerusform>Erbjuden %1: %n sekunder att svara</numerusform>
        </translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Ta tillbaka</translation>
    </message>
    <message>
        <source>%1 declined. The customer is still yours.</source>
        <translation>%1 tackade nej. Kunden är fortfarande din.</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>%1 did not answer. The customer is still yours.</source>
        <translation>%1 svarade inte. Kunden är fortfarande din.</translation>
    </message>
    <message>
        <source>The bot speaks to the customer in your name.</source>
        <translation>Boten talar med kunden i ditt namn.</translation>
    </message>
</context>
<context>
    <name>sermo::ui::ComposerPanel</name>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Skicka</translation>
    </message>
    <message>
        <source>Write a note that only colleagues see</source>
        <translation>Skriv en anteckning som bara kollegor ser</translation>
    </message>
    <message>
        <source>Note for colleagues…</source>
        <translation>Anteckning till kollegor…</translation>
    </message>
    <message>
        <source>Note about %1</source>
        <translation>Anteckning om %1</translation>
    </message>
    <message>
        <source>Message to %1</source>
        <translation>Meddelande till %1</translation>
    </message>
    <message>
        <source>Save note</source>
        <translation>Spara anteckning</translation>
    </message>
    <message>
        <source>Attach images</source>
        <translation>Bifoga bilder</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Skickar…</translation>
    </message>
    <message>
        <source>One image was not uploaded: try again, or remove it</source>
        <translation>En bild laddades inte upp: försök igen eller ta bort den</translation>
    </message>
    <message>
        <source>A note takes words only</source>
        <translation>En anteckning kan bara innehålla text</translation>
    </message>
    <message numerus="yes">
        <source>No more than %n images at once</source>
        <translation>
            <numerusform>Högst %n bild åt gången</numerusform>
            <numerusform>Högst %n bilder åt gången</numerusform>
        </translation>
    </message>
    <message>
        <source>Images (%1)</source>
        <translation>Bilder (%1)</translation>
    </message>
    <message>
        <source>Emoji</source>
        <translation>Emoji</translation>
    </message>
    <message>
        <source>Canned replies (/)</source>
        <translation>Snabbsvar (/)</translation>
    </message>
    <message>
        <source>Buttons under the message</source>
        <translation>Knappar under meddelandet</translation>
    </message>
    <message>
        <source>Message %1… “/” for canned replies</source>
        <translation>Skriv till %1… ”/” för snabbsvar</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>The note you began is kept: the note button brings it back</source>
        <translation>Anteckningen du hade börjat på finns kvar: tryck på anteckningsknappen så kommer den tillbaka</translation>
    </message>
</context>
<context>
    <name>sermo::ui::ConversationPane</name>
    <message>
        <source>Export</source>
        <translation>Exportera</translation>
    </message>
    <message>
        <source>PDF transcript…</source>
        <translation>Utskrift som PDF…</translation>
    </message>
    <message>
        <source>HTML transcript…</source>
        <translation>Utskrift som HTML…</translation>
    </message>
    <message>
        <source>CSV for spreadsheets…</source>
        <translation>CSV för kalkylblad…</translation>
    </message>
    <message>
        <source>JSON, all events…</source>
        <translation>JSON, alla händelser…</translation>
    </message>
    <message>
        <source>Erase the customer…</source>
        <translation>Radera kunden…</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Öppnar…</translation>
    </message>
    <message>
        <source>Choose a conversation to read it here.</source>
        <translation>Välj ett samtal för att läsa det här.</translation>
    </message>
    <message>
        <source>Conversation with %1</source>
        <translation>Samtal med %1</translation>
    </message>
    <message>
        <source>Export the conversation</source>
        <translation>Exportera samtalet</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>Exporterat till %1</translation>
    </message>
    <message>
        <source>Cannot export to %1: %2</source>
        <translation>Kan inte exportera till %1: %2</translation>
    </message>
    <message>
        <source>The customer was not erased. %1</source>
        <translation>Kunden raderades inte. %1</translation>
    </message>
    <message>
        <source>The customer is erased: nothing of him is left</source>
        <translation>Kunden är raderad: ingenting finns kvar</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Händelser</translation>
    </message>
    <message>
        <source>As the log has it, event by event</source>
        <translation>Som loggen har det, händelse för händelse</translation>
    </message>
    <message>
        <source>Events of the conversation</source>
        <translation>Samtalets händelser</translation>
    </message>
</context>
<context>
    <name>sermo::ui::Countdown</name>
    <message numerus="yes">
        <source>%n seconds left</source>
        <translation>
            <numerusform>%n sekund kvar</numerusform>
            <numerusform>%n sekunder kvar</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sermo::ui::CustomerPanel</name>
    <message>
        <source>Came with</source>
        <translation>Kom med</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Anteckningar</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Kund</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Namn</translation>
    </message>
    <message>
        <source>Customer no.</source>
        <translation>Kundnr</translation>
    </message>
    <message>
        <source>Brand</source>
        <translation>Varumärke</translation>
    </message>
    <message>
        <source>Platform</source>
        <translation>Plattform</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Kö</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Sedan</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etiketter</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Identitet</translation>
    </message>
    <message>
        <source>✓ verified</source>
        <translation>✓ verifierad</translation>
    </message>
    <message>
        <source>only claimed</source>
        <translation>bara uppgiven</translation>
    </message>
    <message>
        <source>Choose a conversation to see whom it is with.</source>
        <translation>Välj ett samtal för att se vem det är med.</translation>
    </message>
</context>
<context>
    <name>sermo::ui::Dashboard</name>
    <message>
        <source>Dashboard</source>
        <translation>Översikt</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>Köer</translation>
    </message>
    <message>
        <source>live</source>
        <translation>direkt</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Agenter</translation>
    </message>
    <message>
        <source>Arrivals and waiting</source>
        <translation>Nya i kö och väntetid</translation>
    </message>
    <message>
        <source>today, per 15 min</source>
        <translation>i dag, per kvart</translation>
    </message>
    <message>
        <source>Allocation</source>
        <translation>Tilldelning</translation>
    </message>
    <message>
        <source>why each session went where it did</source>
        <translation>varför varje samtal hamnade där det hamnade</translation>
    </message>
    <message>
        <source>%1 of %2 available</source>
        <translation>%1 av %2 tillgängliga</translation>
    </message>
    <message>
        <source>Dashboard as it was %1</source>
        <translation>Översikten som den var %1</translation>
    </message>
    <message>
        <source>as it was %1</source>
        <translation>som det var %1</translation>
    </message>
    <message>
        <source>%1, per 15 min</source>
        <translation>%1, per kvart</translation>
    </message>
</context>
<context>
    <name>sermo::ui::DemoBar</name>
    <message>
        <source>Demonstration: customers and colleagues are simulated, and nothing is kept.</source>
        <translation>Demonstration: kunder och kollegor är simulerade, och inget sparas.</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Hastighet</translation>
    </message>
</context>
<context>
    <name>sermo::ui::DeskActions</name>
    <message>
        <source>Customers</source>
        <translation>Kunder</translation>
    </message>
    <message>
        <source>The conversation</source>
        <translation>Samtalet</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Skriva</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Kolumner</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>The desk</source>
        <translation>Programmet</translation>
    </message>
</context>
<context>
    <name>sermo::ui::DesktopNotice</name>
    <message>
        <source>Open</source>
        <translation>Öppna</translation>
    </message>
</context>
<context>
    <name>sermo::ui::EarlierList</name>
    <message>
        <source>All in the history</source>
        <translation>Alla i historiken</translation>
    </message>
    <message>
        <source>Earlier conversations</source>
        <translation>Tidigare samtal</translation>
    </message>
    <message>
        <source>None that is known of</source>
        <translation>Inga kända</translation>
    </message>
    <message>
        <source>Read what was said then</source>
        <translation>Läs vad som sades då</translation>
    </message>
</context>
<context>
    <name>sermo::ui::EarlierWindow</name>
    <message>
        <source>Earlier conversation</source>
        <translation>Tidigare samtal</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>Conversation with %1</source>
        <translation>Samtal med %1</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Öppnar…</translation>
    </message>
</context>
<context>
    <name>sermo::ui::ElementList</name>
    <message>
        <source>Remove</source>
        <translation>Ta bort</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Lägg till</translation>
    </message>
</context>
<context>
    <name>sermo::ui::EmojiPicker</name>
    <message>
        <source>Emoji</source>
        <translation>Emoji</translation>
    </message>
    <message>
        <source>Find an emoji…</source>
        <translation>Sök en emoji…</translation>
    </message>
    <message>
        <source>Find an emoji</source>
        <translation>Sök en emoji</translation>
    </message>
    <message>
        <source>Nothing of that name</source>
        <translation>Ingenting med det namnet</translation>
    </message>
</context>
<context>
    <name>sermo::ui::EncryptionPage</name>
    <message>
        <source>Encryption</source>
        <translation>Kryptering</translation>
    </message>
    <message>
        <source>How customers and colleagues know that it is this desk, and that nobody listens in.</source>
        <translation>Hur kunder och kollegor vet att de talar med er, och att ingen lyssnar.</translation>
    </message>
    <message>
        <source>As soon as others can reach this desk</source>
        <translation>Så snart andra kan nå programmet</translation>
    </message>
    <message>
        <source>Always, also on this computer alone</source>
        <translation>Alltid, också när bara den här datorn når det</translation>
    </message>
    <message>
        <source>Never: a proxy in front does it</source>
        <translation>Aldrig: en proxy framför gör det</translation>
    </message>
    <message>
        <source>Encrypt</source>
        <translation>Kryptera</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Certifikat</translation>
    </message>
    <message>
        <source>File with your certificate</source>
        <translation>Fil med ert certifikat</translation>
    </message>
    <message>
        <source>File with its private key</source>
        <translation>Fil med dess privata nyckel</translation>
    </message>
    <message>
        <source>Use the desk&apos;s own</source>
        <translation>Använd programmets eget</translation>
    </message>
    <message>
        <source>the desk&apos;s own</source>
        <translation>programmets eget</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Välj…</translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation>Välj: %1</translation>
    </message>
    <message>
        <source>Certificates and keys (%1)</source>
        <translation>Certifikat och nycklar (%1)</translation>
    </message>
    <message>
        <source>All files (%1)</source>
        <translation>Alla filer (%1)</translation>
    </message>
    <message>
        <source>In front of this desk</source>
        <translation>Framför det här programmet</translation>
    </message>
    <message>
        <source>Proxies whose word counts for where a customer comes from</source>
        <translation>Proxyer vars uppgift om varifrån en kund kommer gäller</translation>
    </message>
    <message>
        <source>One a line, an address or a network such as 10.0.0.0/8. None: every customer&apos;s address is the one that connects.</source>
        <translation>En på varje rad, en adress eller ett nät som 10.0.0.0/8. Ingen: kundens adress är den som ansluter.</translation>
    </message>
    <message>
        <source>It cannot be used. %1</source>
        <translation>Det går inte att använda. %1</translation>
    </message>
    <message>
        <source>The desk makes its own when it first encrypts. Colleagues&apos; desks know it by the invitation; customers&apos; browsers do not, and need one of yours, or a proxy in front.</source>
        <translation>Programmet gör ett eget när det krypterar första gången. Kollegornas program känner igen det genom inbjudan; kundernas webbläsare gör det inte, och behöver ett certifikat från er eller en proxy framför.</translation>
    </message>
    <message>
        <source>The desk has made it itself: colleagues&apos; desks know it by the invitation, customers&apos; browsers do not.</source>
        <translation>Programmet har gjort det självt: kollegornas program känner igen det genom inbjudan, kundernas webbläsare gör det inte.</translation>
    </message>
    <message>
        <source>Yours, and it can be used.</source>
        <translation>Ert eget, och det går att använda.</translation>
    </message>
    <message>
        <source>For: %1</source>
        <translation>För: %1</translation>
    </message>
    <message>
        <source>Good until %1</source>
        <translation>Gäller till %1</translation>
    </message>
    <message>
        <source>Fingerprint: %1</source>
        <translation>Fingeravtryck: %1</translation>
    </message>
</context>
<context>
    <name>sermo::ui::EndDialog</name>
    <message>
        <source>End the conversation</source>
        <translation>Avsluta samtalet</translation>
    </message>
    <message>
        <source>End the conversation with %1?</source>
        <translation>Avsluta samtalet med %1?</translation>
    </message>
    <message>
        <source>It cannot be taken up again. Choose Done instead if the customer may want to come back.</source>
        <translation>Det går inte att återuppta. Välj Klar om kunden kan vilja komma tillbaka.</translation>
    </message>
    <message>
        <source>What the customer is told</source>
        <translation>Vad kunden får veta</translation>
    </message>
    <message>
        <source>The agent has left the chat</source>
        <translation>Agenten har lämnat chatten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>End conversation</source>
        <translation>Avsluta samtalet</translation>
    </message>
</context>
<context>
    <name>sermo::ui::EraseDialog</name>
    <message>
        <source>Erase %1?</source>
        <translation>Radera %1?</translation>
    </message>
    <message>
        <source>All conversations of this customer go, from the log and the history, with images and figures; one that is going on ends. The log keeps that somebody was erased and by whose key, and not who it was.</source>
        <translation>Alla samtal med kunden försvinner ur loggen och historiken, med bilder och siffror; ett som pågår avslutas. Loggen minns att någon raderades och med vems nyckel, men inte vem det var.</translation>
    </message>
    <message>
        <source>Erase…</source>
        <translation>Radera…</translation>
    </message>
    <message>
        <source>Erase a customer</source>
        <translation>Radera en kund</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Really erase %1?</source>
        <translation>Verkligen radera %1?</translation>
    </message>
    <message>
        <source>It cannot be taken back: nobody has a copy of what is erased.</source>
        <translation>Det går inte att ångra: ingen har någon kopia av det som raderas.</translation>
    </message>
    <message>
        <source>Erase for ever</source>
        <translation>Radera för alltid</translation>
    </message>
</context>
<context>
    <name>sermo::ui::FirstStart</name>
    <message>
        <source>Colleagues on the network may join</source>
        <translation>Kollegor på nätverket får ansluta</translation>
    </message>
    <message>
        <source>Host for my team</source>
        <translation>Var värd för mitt team</translation>
    </message>
    <message>
        <source>Join a team…</source>
        <translation>Anslut till ett team…</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Anslut</translation>
    </message>
    <message>
        <source>Welcome to Sermo Desk</source>
        <translation>Välkommen till Sermo Desk</translation>
    </message>
    <message>
        <source>How do you want to work?</source>
        <translation>Hur vill du arbeta?</translation>
    </message>
    <message>
        <source>Your name, as customers see it</source>
        <translation>Ditt namn, som kunderna ser det</translation>
    </message>
    <message>
        <source>This computer keeps the conversations, and colleagues join it. Nothing else is needed, no server and no account.</source>
        <translation>Den här datorn har samtalen, och kollegorna ansluter till den. Inget annat behövs, ingen server och inget konto.</translation>
    </message>
    <message>
        <source>A colleague hosts already and has sent you an invitation.</source>
        <translation>En kollega är redan värd och har skickat dig en inbjudan.</translation>
    </message>
    <message>
        <source>Join a team</source>
        <translation>Anslut till ett team</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Tillbaka</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Prova</translation>
    </message>
    <message>
        <source>Just looking: a window of its own with simulated customers and colleagues. Nothing of it is kept.</source>
        <translation>Bara titta: ett eget fönster med simulerade kunder och kollegor. Inget av det sparas.</translation>
    </message>
</context>
<context>
    <name>sermo::ui::FormEdit</name>
    <message>
        <source>Add a question</source>
        <translation>Lägg till en fråga</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>Obligatorisk</translation>
    </message>
    <message>
        <source>What is it about?</source>
        <translation>Vad handlar det om?</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Fråga</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-post</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>Val</translation>
    </message>
    <message>
        <source>Kind of answer</source>
        <translation>Typ av svar</translation>
    </message>
    <message>
        <source>Choices, with commas between</source>
        <translation>Alternativ, med komma emellan</translation>
    </message>
    <message>
        <source>Choices</source>
        <translation>Alternativ</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Ta bort</translation>
    </message>
</context>
<context>
    <name>sermo::ui::FoundBar</name>
    <message>
        <source>Export the list</source>
        <translation>Exportera listan</translation>
    </message>
    <message>
        <source>CSV for spreadsheets…</source>
        <translation>CSV för kalkylblad…</translation>
    </message>
    <message>
        <source>JSON…</source>
        <translation>JSON…</translation>
    </message>
    <message numerus="yes">
        <source>Exporting: %n conversations so far</source>
        <translation>
            <numerusform>Exporterar: hittills %n samtal</numerusform>
            <numerusform>Exporterar: hittills %n samtal</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is found.</source>
        <translation>Ingenting hittades.</translation>
    </message>
    <message numerus="yes">
        <source>The latest %n conversations; more below</source>
        <translation>
            <numerusform>Det senaste samtalet; fler nedanför</numerusform>
            <numerusform>De senaste %n samtalen; fler nedanför</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversations</source>
        <translation>
            <numerusform>%n samtal</numerusform>
            <numerusform>%n samtal</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversations exported to %1</source>
        <translation>
            <numerusform>%n samtal exporterat till %1</numerusform>
            <numerusform>%n samtal exporterade till %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Cannot export to %1: %2</source>
        <translation>Kan inte exportera till %1: %2</translation>
    </message>
    <message>
        <source>There are no conversations yet.</source>
        <translation>Det finns inga samtal än.</translation>
    </message>
</context>
<context>
    <name>sermo::ui::FoundList</name>
    <message>
        <source>still open</source>
        <translation>pågår än</translation>
    </message>
    <message>
        <source>Conversations found</source>
        <translation>Funna samtal</translation>
    </message>
    <message>
        <source>events %1</source>
        <translation>händelser %1</translation>
    </message>
</context>
<context>
    <name>sermo::ui::GuideWindow</name>
    <message>
        <source>en</source>
        <extracomment>The folder of the guide in this language: en or sv.</extracomment>
        <translation>sv</translation>
    </message>
    <message>
        <source>The guide</source>
        <translation>Handboken</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Kortkommandon</translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation>Kapitel</translation>
    </message>
    <message>
        <source>Find in the guide</source>
        <translation>Sök i handboken</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Ingenting hittades</translation>
    </message>
</context>
<context>
    <name>sermo::ui::Herald</name>
    <message>
        <source>Sermo Desk</source>
        <translation>Sermo Desk</translation>
    </message>
    <message numerus="yes">
        <source>%n customers to look at</source>
        <translation>
            <numerusform>%n kund att titta på</numerusform>
            <numerusform>%n kunder att titta på</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sermo::ui::HistoryView</name>
    <message>
        <source>History</source>
        <translation>Historik</translation>
    </message>
</context>
<context>
    <name>sermo::ui::HoursEdit</name>
    <message>
        <source>Always open</source>
        <translation>Alltid öppet</translation>
    </message>
    <message>
        <source>Add a holiday</source>
        <translation>Lägg till en helgdag</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Tidszon</translation>
    </message>
    <message>
        <source>Holidays: 12-24 is each year, 2026-05-15 once</source>
        <translation>Helgdagar: 12-24 är varje år, 2026-05-15 en gång</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>stängd</translation>
    </message>
    <message>
        <source>Open on %1</source>
        <translation>Öppet %1</translation>
    </message>
    <message>
        <source>For example 8-12, 13-18; nothing: closed</source>
        <translation>Till exempel 8-12, 13-18; tomt: stängt</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Ta bort</translation>
    </message>
    <message>
        <source>Date of the holiday</source>
        <translation>Helgdagens datum</translation>
    </message>
    <message>
        <source>Open on the holiday</source>
        <translation>Öppet på helgdagen</translation>
    </message>
</context>
<context>
    <name>sermo::ui::ImageViewer</name>
    <message>
        <source>Try again</source>
        <translation>Försök igen</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Spara som…</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Mindre</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Större</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Anpassa</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>Loading the image…</source>
        <translation>Bilden hämtas…</translation>
    </message>
    <message>
        <source>%1 by %2 pixels</source>
        <translation>%1 gånger %2 bildpunkter</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Save the image</source>
        <translation>Spara bilden</translation>
    </message>
    <message>
        <source>Images (*.%1)</source>
        <translation>Bilder (*.%1)</translation>
    </message>
    <message>
        <source>The image could not be saved: %1</source>
        <translation>Bilden kunde inte sparas: %1</translation>
    </message>
</context>
<context>
    <name>sermo::ui::InvitationCard</name>
    <message>
        <source>The invitation&apos;s link</source>
        <translation>Inbjudans länk</translation>
    </message>
    <message>
        <source>The same as a QR code</source>
        <translation>Samma som QR-kod</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiera</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Klar</translation>
    </message>
    <message>
        <source>Send the link to nobody else: who has it comes in by it. It is shown this once; the key can be revoked below at any time.</source>
        <translation>Skicka länken till ingen annan: den som har den kommer in. Den visas bara den här gången; nyckeln kan när som helst spärras nedan.</translation>
    </message>
    <message>
        <source>Give this key to nobody else. It is shown this once; it can be revoked below at any time.</source>
        <translation>Ge nyckeln till ingen annan. Den visas bara den här gången; den kan när som helst spärras nedan.</translation>
    </message>
    <message>
        <source>The invitation to stand by</source>
        <translation>Inbjudan att stå i beredskap</translation>
    </message>
    <message>
        <source>Paste it at the desk that shall stand by, in its settings under Stand-by, and send it to nobody else: who has it gets a copy of everything. It is shown this once. This desk begins anew when you are done.</source>
        <translation>Klistra in den vid skrivbordet som ska stå i beredskap, i dess inställningar under Beredskap, och skicka den inte till någon annan: den som har den får en kopia av allt. Den visas bara den här gången. Det här skrivbordet börjar om när du är klar.</translation>
    </message>
</context>
<context>
    <name>sermo::ui::InvitationForm</name>
    <message>
        <source>Paste the invitation that you were sent</source>
        <translation>Klistra in inbjudan som du har fått</translation>
    </message>
    <message>
        <source>Your name, as customers see it</source>
        <translation>Ditt namn, som kunderna ser det</translation>
    </message>
    <message>
        <source>To the broker at %1.</source>
        <translation>Till servern på %1.</translation>
    </message>
    <message>
        <source>To the broker at %1, and to no other: its certificate is known by its fingerprint.</source>
        <translation>Till servern på %1 och ingen annan: dess certifikat känns igen på fingeravtrycket.</translation>
    </message>
</context>
<context>
    <name>sermo::ui::JoinTrouble</name>
    <message>
        <source>Sermo Desk</source>
        <translation>Sermo Desk</translation>
    </message>
    <message>
        <source>Host here instead</source>
        <translation>Var värd här i stället</translation>
    </message>
    <message>
        <source>Another invitation…</source>
        <translation>En annan inbjudan…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Försök igen</translation>
    </message>
    <message>
        <source>%1 does not let this desk in</source>
        <translation>%1 släpper inte in den här datorn</translation>
    </message>
    <message>
        <source>%1 does not answer</source>
        <translation>%1 svarar inte</translation>
    </message>
    <message>
        <source>Ask who invited you for a new invitation. Nothing that you have written is lost.</source>
        <translation>Be den som bjöd in dig om en ny inbjudan. Inget som du har skrivit går förlorat.</translation>
    </message>
    <message>
        <source>It may be off, or its address another by now. The desk goes on trying, and nothing that you have written is lost.</source>
        <translation>Den kan vara avstängd eller ha fått en annan adress. Programmet fortsätter att försöka, och inget som du har skrivit går förlorat.</translation>
    </message>
</context>
<context>
    <name>sermo::ui::KeysPage</name>
    <message>
        <source>Colleagues and keys</source>
        <translation>Kollegor och nycklar</translation>
    </message>
    <message>
        <source>Who joins this broker does so by a key of his own, which you may revoke.</source>
        <translation>Den som ansluter hit gör det med en egen nyckel, som du kan spärra.</translation>
    </message>
    <message>
        <source>Keys in use</source>
        <translation>Nycklar i bruk</translation>
    </message>
    <message>
        <source>This desk listens on this computer alone. To let colleagues in it has to listen on the network too; it then begins anew, and what you have under way is kept.</source>
        <translation>Programmet lyssnar bara på den här datorn. För att släppa in kollegor måste det lyssna på nätverket också; då börjar det om, och det du håller på med finns kvar.</translation>
    </message>
    <message>
        <source>Let colleagues in</source>
        <translation>Släpp in kollegor</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Namn</translation>
    </message>
    <message>
        <source>Is</source>
        <translation>Är</translation>
    </message>
    <message>
        <source>Sign in the log</source>
        <translation>Signatur i loggen</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>Spärra…</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Bjud in</translation>
    </message>
    <message>
        <source>Make a key</source>
        <translation>Skapa en nyckel</translation>
    </message>
    <message>
        <source>There is no key for %1: %2</source>
        <translation>Ingen nyckel för %1: %2</translation>
    </message>
    <message>
        <source>The invitation for %1</source>
        <translation>Inbjudan till %1</translation>
    </message>
    <message>
        <source>The key of %1</source>
        <translation>Nyckeln till %1</translation>
    </message>
    <message>
        <source>The keys cannot be listed: %1</source>
        <translation>Nycklarna kan inte visas: %1</translation>
    </message>
    <message>
        <source>Revoke the key</source>
        <translation>Spärra nyckeln</translation>
    </message>
    <message>
        <source>Revoke the key of %1?</source>
        <translation>Spärra nyckeln för %1?</translation>
    </message>
    <message>
        <source>Who works with it is shut out at once. What was said stays.</source>
        <translation>Den som arbetar med den stängs ute genast. Det som har sagts finns kvar.</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Spärra</translation>
    </message>
</context>
<context>
    <name>sermo::ui::LivePreview</name>
    <message>
        <source>%1 is typing</source>
        <translation>%1 skriver</translation>
    </message>
    <message>
        <source>The configuration of the queue or the platform says so.</source>
        <translation>Köns eller plattformens inställningar säger så.</translation>
    </message>
    <message>
        <source>Preview is off: words are seen when they are sent</source>
        <translation>Förhandsvisning är av: orden syns när de skickas</translation>
    </message>
</context>
<context>
    <name>sermo::ui::LoadBar</name>
    <message>
        <source>Load: %1 of %2</source>
        <translation>Belastning: %1 av %2</translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n öppet</numerusform>
            <numerusform>%n öppna</numerusform>
        </translation>
    </message>
    <message>
        <source>You are given no more until the sum is at most %1.</source>
        <translation>Du får inga fler förrän summan är högst %1.</translation>
    </message>
    <message>
        <source>You are given another customer while the sum is at most %1.</source>
        <translation>Du får en kund till så länge summan är högst %1.</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Belastning</translation>
    </message>
</context>
<context>
    <name>sermo::ui::LookPage</name>
    <message>
        <source>Appearance and writing</source>
        <translation>Utseende och skrivande</translation>
    </message>
    <message>
        <source>For you alone, on this computer.</source>
        <translation>Bara för dig, på den här datorn.</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Utseende</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Som systemet</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Ljust</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Mörkt</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Skriva</translation>
    </message>
    <message>
        <source>Messages can be taken back for 3 seconds</source>
        <translation>Meddelanden kan ångras i 3 sekunder</translation>
    </message>
    <message>
        <source>Less motion: nothing fades, slides or blinks</source>
        <translation>Mindre rörelse: inget tonar, glider eller blinkar</translation>
    </message>
    <message>
        <source>Check spelling, where this computer has a dictionary</source>
        <translation>Kontrollera stavning, där datorn har en ordlista</translation>
    </message>
</context>
<context>
    <name>sermo::ui::MainWindow</name>
    <message>
        <source>The broker has lost messages that it had taken: %1</source>
        <translation>Servern har förlorat meddelanden som den hade tagit emot: %1</translation>
    </message>
    <message>
        <source>No connection: %1 What you write is sent when it is back.</source>
        <translation>Ingen anslutning: %1 Det du skriver skickas när den är tillbaka.</translation>
    </message>
    <message>
        <source>The broker cannot store anything now, and takes no message until it can: %1</source>
        <translation>Servern kan inte spara något just nu och tar inte emot några meddelanden förrän den kan: %1</translation>
    </message>
    <message>
        <source>The broker does not admit this desk: %1</source>
        <translation>Servern släpper inte in den här arbetsplatsen: %1</translation>
    </message>
    <message>
        <source>(%1) Sermo Desk</source>
        <translation>(%1) Sermo Desk</translation>
    </message>
    <message>
        <source>Sermo Desk</source>
        <translation>Sermo Desk</translation>
    </message>
    <message>
        <source>%1 has taken %2</source>
        <translation>%1 har tagit %2</translation>
    </message>
    <message>
        <source>F11 brings everything else back</source>
        <translation>F11 tar fram allt annat igen</translation>
    </message>
    <message>
        <source>You were set to: %1</source>
        <translation>Din status ändrades till: %1</translation>
    </message>
    <message>
        <source>Claim the next customer</source>
        <translation>Ta nästa kund</translation>
    </message>
    <message>
        <source>The next who waits for my answer</source>
        <translation>Nästa som väntar på mitt svar</translation>
    </message>
    <message>
        <source>The one before who waits for it</source>
        <translation>Föregående som väntar på mitt svar</translation>
    </message>
    <message>
        <source>Accept the customer that is offered</source>
        <translation>Ta emot kunden som erbjuds</translation>
    </message>
    <message>
        <source>Decline the customer that is offered</source>
        <translation>Avböj kunden som erbjuds</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Klar</translation>
    </message>
    <message>
        <source>Transfer…</source>
        <translation>Flytta…</translation>
    </message>
    <message>
        <source>Let the bot end the conversation</source>
        <translation>Låt boten avsluta samtalet</translation>
    </message>
    <message>
        <source>Let the bot ask whether the customer is there</source>
        <translation>Låt boten fråga om kunden är kvar</translation>
    </message>
    <message>
        <source>End the conversation…</source>
        <translation>Avsluta samtalet…</translation>
    </message>
    <message>
        <source>Find in this conversation</source>
        <translation>Sök i samtalet</translation>
    </message>
    <message>
        <source>Write a note for colleagues</source>
        <translation>Skriv en anteckning till kollegor</translation>
    </message>
    <message>
        <source>Insert a canned reply</source>
        <translation>Infoga ett snabbsvar</translation>
    </message>
    <message>
        <source>Insert an emoji</source>
        <translation>Infoga en emoji</translation>
    </message>
    <message>
        <source>Attach images…</source>
        <translation>Bifoga bilder…</translation>
    </message>
    <message>
        <source>Put buttons under the message…</source>
        <translation>Lägg knappar under meddelandet…</translation>
    </message>
    <message>
        <source>Take back what was just sent</source>
        <translation>Ta tillbaka det som just skickades</translation>
    </message>
    <message>
        <source>Column %1</source>
        <translation>Kolumn %1</translation>
    </message>
    <message>
        <source>Move the column to the left</source>
        <translation>Flytta kolumnen åt vänster</translation>
    </message>
    <message>
        <source>Move the column to the right</source>
        <translation>Flytta kolumnen åt höger</translation>
    </message>
    <message>
        <source>Make the column wider</source>
        <translation>Gör kolumnen bredare</translation>
    </message>
    <message>
        <source>Make the column narrower</source>
        <translation>Gör kolumnen smalare</translation>
    </message>
    <message>
        <source>Status: %1</source>
        <translation>Status: %1</translation>
    </message>
    <message>
        <source>Find customer, text, command</source>
        <translation>Sök kund, text, kommando</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Kortkommandon</translation>
    </message>
    <message>
        <source>Canned replies…</source>
        <translation>Snabbsvar…</translation>
    </message>
    <message>
        <source>Messages can be taken back for 3 seconds</source>
        <translation>Meddelanden kan ångras i 3 sekunder</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>Ljud</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Som systemet</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Ljust</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Mörkt</translation>
    </message>
    <message>
        <source>Appearance: %1</source>
        <translation>Utseende: %1</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Avsluta</translation>
    </message>
    <message>
        <source>The dashboard alone, and back</source>
        <translation>Bara översikten, och tillbaka</translation>
    </message>
    <message>
        <source>Show: %1</source>
        <translation>Visa: %1</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Inställningar…</translation>
    </message>
    <message>
        <source>Invite a colleague…</source>
        <translation>Bjud in en kollega…</translation>
    </message>
    <message>
        <source>The guide</source>
        <translation>Handboken</translation>
    </message>
    <message>
        <source>Set aside until the customer writes…</source>
        <translation>Lägg undan tills kunden skriver…</translation>
    </message>
    <message>
        <source>Check spelling</source>
        <translation>Kontrollera stavning</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>Mindre rörelse</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>Samtal</translation>
    </message>
    <message>
        <source>Allocation</source>
        <translation>Tilldelning</translation>
    </message>
    <message>
        <source>Ask a supervisor for help…</source>
        <translation>Be en arbetsledare om hjälp…</translation>
    </message>
    <message>
        <source>Read the customer&apos;s previous conversation</source>
        <translation>Läs kundens förra samtal</translation>
    </message>
    <message>
        <source>Read who waits before claiming</source>
        <translation>Läs vad den som väntar har skrivit, innan du tar kunden</translation>
    </message>
    <message>
        <source>What you write and set cannot be saved on this computer now, and would be lost when you quit: %1</source>
        <translation>Det du skriver och ställer in kan inte sparas på den här datorn just nu, och försvinner om du avslutar: %1</translation>
    </message>
</context>
<context>
    <name>sermo::ui::OfferCard</name>
    <message>
        <source>Accept</source>
        <translation>Ta emot</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Tacka nej</translation>
    </message>
    <message>
        <source>Take this customer (Ctrl+Shift+A)</source>
        <translation>Ta emot kunden (Ctrl+Skift+A)</translation>
    </message>
    <message>
        <source>Your colleague keeps this customer and is told (Ctrl+Shift+D)</source>
        <translation>Din kollega behåller kunden och får veta det (Ctrl+Skift+D)</translation>
    </message>
    <message>
        <source>%1 offers you %2</source>
        <translation>%1 erbjuder dig %2</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>”%1”</translation>
    </message>
    <message>
        <source>last words: %1</source>
        <translation>senaste ord: %1</translation>
    </message>
    <message>
        <source>Accept %1</source>
        <translation>Ta emot %1</translation>
    </message>
    <message>
        <source>Decline %1</source>
        <translation>Tacka nej till %1</translation>
    </message>
</context>
<context>
    <name>sermo::ui::OfferStrip</name>
    <message>
        <source>Offered to you</source>
        <translation>Erbjuds dig</translation>
    </message>
</context>
<context>
    <name>sermo::ui::Palette</name>
    <message>
        <source>Find and do</source>
        <translation>Sök och gör</translation>
    </message>
    <message>
        <source>Find customer, text, command…</source>
        <translation>Sök kund, text, kommando…</translation>
    </message>
    <message>
        <source>Find customer, text or command</source>
        <translation>Sök kund, text eller kommando</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Hittat</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Ingenting hittades</translation>
    </message>
    <message>
        <source>your conversation</source>
        <translation>ditt samtal</translation>
    </message>
    <message>
        <source>Ctrl+%1</source>
        <translation>Ctrl+%1</translation>
    </message>
    <message>
        <source>Claim %1</source>
        <translation>Ta %1</translation>
    </message>
    <message>
        <source>waits in %1</source>
        <translation>väntar i %1</translation>
    </message>
    <message>
        <source>with the bot</source>
        <translation>hos boten</translation>
    </message>
    <message>
        <source>on</source>
        <translation>på</translation>
    </message>
    <message>
        <source>off</source>
        <translation>av</translation>
    </message>
    <message>
        <source>set aside</source>
        <translation>undanlagd</translation>
    </message>
</context>
<context>
    <name>sermo::ui::PaletteButton</name>
    <message>
        <source>Find customer, text or command</source>
        <translation>Sök kund, text eller kommando</translation>
    </message>
    <message>
        <source>Ctrl K</source>
        <translation>Ctrl K</translation>
    </message>
    <message>
        <source>Find customer, text, command…</source>
        <translation>Sök kund, text, kommando…</translation>
    </message>
</context>
<context>
    <name>sermo::ui::PastWindow</name>
    <message>
        <source>Conversation with %1</source>
        <translation>Samtal med %1</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Öppnar…</translation>
    </message>
    <message>
        <source>As it was %1</source>
        <translation>Som det var %1</translation>
    </message>
</context>
<context>
    <name>sermo::ui::PlatformsPage</name>
    <message>
        <source>Platforms</source>
        <translation>Plattformar</translation>
    </message>
    <message>
        <source>Where customers come from, such as a web site.</source>
        <translation>Varifrån kunderna kommer, till exempel en webbplats.</translation>
    </message>
    <message>
        <source>As its page</source>
        <translation>Som sidan</translation>
    </message>
    <message>
        <source>English</source>
        <translation>engelska</translation>
    </message>
    <message>
        <source>Swedish</source>
        <translation>svenska</translation>
    </message>
    <message>
        <source>Agents see what a customer types before it is sent</source>
        <translation>Agenter ser vad kunden skriver innan det skickas</translation>
    </message>
    <message>
        <source>Hide card and personal numbers in what customers write</source>
        <translation>Dölj kort- och personnummer i det som kunder skriver</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiera</translation>
    </message>
    <message>
        <source>Name, as agents see it</source>
        <translation>Namn, som agenterna ser det</translation>
    </message>
    <message>
        <source>Sign, as the site names it</source>
        <translation>Signatur, som webbplatsen anger den</translation>
    </message>
    <message>
        <source>A word without spaces. Change it on the site too.</source>
        <translation>Ett ord utan mellanslag. Ändra det på webbplatsen också.</translation>
    </message>
    <message>
        <source>Customers wait in</source>
        <translation>Kunderna väntar i</translation>
    </message>
    <message>
        <source>What the desk tells customers is in</source>
        <translation>Det som kunderna får veta är på</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>Öppettider</translation>
    </message>
    <message>
        <source>Asked before a chat</source>
        <translation>Frågas före en chatt</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Integritet</translation>
    </message>
    <message>
        <source>Secret, by which the site vouches for its customers</source>
        <translation>Hemlighet, med vilken webbplatsen går i god för sina kunder</translation>
    </message>
    <message>
        <source>At least 16 characters; empty: customers only claim who they are.</source>
        <translation>Minst 16 tecken; tomt: kunderna påstår bara vilka de är.</translation>
    </message>
    <message>
        <source>On your site</source>
        <translation>På din webbplats</translation>
    </message>
    <message>
        <source>Colour of the chat</source>
        <translation>Chattens färg</translation>
    </message>
</context>
<context>
    <name>sermo::ui::PresenceRing</name>
    <message>
        <source>Still there: %1 percent</source>
        <translation>Kvar: %1 procent</translation>
    </message>
</context>
<context>
    <name>sermo::ui::QueueRow</name>
    <message numerus="yes">
        <source>%1: %n waiting</source>
        <translation>
            <numerusform>%1: %n väntar</numerusform>
            <numerusform>%1: %n väntar</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sermo::ui::QueuesPage</name>
    <message>
        <source>Queues</source>
        <translation>Köer</translation>
    </message>
    <message>
        <source>The lines in which customers wait for an agent.</source>
        <translation>Köerna där kunderna väntar på en agent.</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>ingen gräns</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Namn</translation>
    </message>
    <message>
        <source>Sign, as bots name it</source>
        <translation>Signatur, som botar anger den</translation>
    </message>
    <message>
        <source>A word without spaces.</source>
        <translation>Ett ord utan mellanslag.</translation>
    </message>
    <message>
        <source>Closed to more when so many wait</source>
        <translation>Stängd för fler när så många väntar</translation>
    </message>
    <message>
        <source>Agents see what a customer types before it is sent</source>
        <translation>Agenter ser vad kunden skriver innan det skickas</translation>
    </message>
    <message>
        <source>The desk tells customers their place in the line, who is done, and when it is closed</source>
        <translation>Programmet berättar för kunderna vilken plats de har i kön, vem som är klar och när det är stängt</translation>
    </message>
    <message>
        <source>Each in the language of its platform. Switch it off where another application of yours tells them.</source>
        <translation>På plattformens språk. Stäng av det om ett annat program hos er berättar det.</translation>
    </message>
    <message>
        <source>What customers are told</source>
        <translation>Vad kunderna får veta</translation>
    </message>
</context>
<context>
    <name>sermo::ui::QuickReplyDialog</name>
    <message>
        <source>Add a button</source>
        <translation>Lägg till en knapp</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Använd</translation>
    </message>
    <message>
        <source>Buttons under the message</source>
        <translation>Knappar under meddelandet</translation>
    </message>
    <message>
        <source>The customer answers by a click, or opens a page.</source>
        <translation>Kunden svarar med ett klick, eller öppnar en sida.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Ta bort</translation>
    </message>
    <message>
        <source>Text on the button</source>
        <translation>Text på knappen</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Svar</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Länk</translation>
    </message>
    <message>
        <source>Text on button %1</source>
        <translation>Text på knapp %1</translation>
    </message>
    <message>
        <source>What button %1 does</source>
        <translation>Vad knapp %1 gör</translation>
    </message>
    <message>
        <source>Address or word of button %1</source>
        <translation>Adress eller ord för knapp %1</translation>
    </message>
    <message>
        <source>Remove button %1</source>
        <translation>Ta bort knapp %1</translation>
    </message>
    <message>
        <source>Each button has a text.</source>
        <translation>Varje knapp har en text.</translation>
    </message>
    <message>
        <source>A link begins with https:// or http://.</source>
        <translation>En länk börjar med https:// eller http://.</translation>
    </message>
    <message>
        <source>What it means, if not the text</source>
        <translation>Vad den betyder, om inte texten</translation>
    </message>
</context>
<context>
    <name>sermo::ui::QuickReplyStrip</name>
    <message>
        <source>Change</source>
        <translation>Ändra</translation>
    </message>
    <message>
        <source>Change the buttons under the message</source>
        <translation>Ändra knapparna under meddelandet</translation>
    </message>
    <message>
        <source>Send the message without buttons</source>
        <translation>Skicka meddelandet utan knappar</translation>
    </message>
    <message>
        <source>Buttons: %1</source>
        <translation>Knappar: %1</translation>
    </message>
</context>
<context>
    <name>sermo::ui::Rail</name>
    <message>
        <source>Queues and waiting customers</source>
        <translation>Köer och väntande kunder</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>Köer</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Väntar</translation>
    </message>
    <message>
        <source>Nobody waits.</source>
        <translation>Ingen väntar.</translation>
    </message>
    <message>
        <source>With the bot</source>
        <translation>Hos boten</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n väntar</numerusform>
            <numerusform>%n väntar</numerusform>
        </translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>Undanlagda</translation>
    </message>
</context>
<context>
    <name>sermo::ui::Refusals</name>
    <message>
        <source>It must not be empty.</source>
        <translation>Det får inte vara tomt.</translation>
    </message>
    <message>
        <source>Another one is called the same.</source>
        <translation>En annan heter likadant.</translation>
    </message>
    <message>
        <source>It needs a name that no other has.</source>
        <translation>Den behöver ett namn som ingen annan har.</translation>
    </message>
    <message>
        <source>There is no such queue.</source>
        <translation>Det finns ingen sådan kö.</translation>
    </message>
    <message>
        <source>This time zone is not known. One is called Europe/Stockholm.</source>
        <translation>Tidszonen är okänd. En heter Europe/Stockholm.</translation>
    </message>
    <message>
        <source>Write the hours like 8-12, 13-18, in their order; leave them empty for closed.</source>
        <translation>Skriv tiderna som 8-12, 13-18, i ordning; lämna tomt för stängt.</translation>
    </message>
    <message>
        <source>Write the date like 2026-12-24, or 12-24 for every year.</source>
        <translation>Skriv datumet som 2026-12-24, eller 12-24 för varje år.</translation>
    </message>
    <message>
        <source>It needs at least 16 characters.</source>
        <translation>Den behöver minst 16 tecken.</translation>
    </message>
    <message>
        <source>A choice needs something to choose from.</source>
        <translation>Ett val behöver något att välja mellan.</translation>
    </message>
    <message>
        <source>One queue must stay.</source>
        <translation>En kö måste finnas kvar.</translation>
    </message>
    <message>
        <source>One platform must stay.</source>
        <translation>En plattform måste finnas kvar.</translation>
    </message>
    <message>
        <source>No line of it may be empty.</source>
        <translation>Ingen rad får vara tom.</translation>
    </message>
    <message>
        <source>The queue %1 cannot go while customers are in it.</source>
        <translation>Kön %1 kan inte tas bort så länge det finns kunder i den.</translation>
    </message>
    <message>
        <source>The file says it twice.</source>
        <translation>Det står två gånger i filen.</translation>
    </message>
    <message>
        <source>This agent is in the list twice.</source>
        <translation>Agenten står två gånger i listan.</translation>
    </message>
    <message>
        <source>Say which agent.</source>
        <translation>Ange vilken agent.</translation>
    </message>
    <message>
        <source>Write it like https://www.example.com, without what comes after the name.</source>
        <translation>Skriv som https://www.example.com, utan det som kommer efter namnet.</translation>
    </message>
    <message>
        <source>Write it like https://img.example.com, without what comes after the name.</source>
        <translation>Skriv som https://img.example.com, utan det som kommer efter namnet.</translation>
    </message>
    <message>
        <source>Write an address such as 10.0.0.1, or a network such as 10.0.0.0/8.</source>
        <translation>Skriv en adress som 10.0.0.1, eller ett nät som 10.0.0.0/8.</translation>
    </message>
    <message>
        <source>A certificate and its private key are named together.</source>
        <translation>Ett certifikat och dess privata nyckel anges tillsammans.</translation>
    </message>
    <message>
        <source>The broker is just starting, or ending.</source>
        <translation>Servern håller just på att starta eller avsluta.</translation>
    </message>
    <message>
        <source>It is none of the words that can stand there.</source>
        <translation>Det är inget av de ord som kan stå där.</translation>
    </message>
    <message>
        <source>There is no such setting.</source>
        <translation>Det finns ingen sådan inställning.</translation>
    </message>
    <message>
        <source>It is missing.</source>
        <translation>Det saknas.</translation>
    </message>
    <message>
        <source>It must stand in { }.</source>
        <translation>Det måste stå inom { }.</translation>
    </message>
    <message>
        <source>It must stand in [ ].</source>
        <translation>Det måste stå inom [ ].</translation>
    </message>
    <message>
        <source>It must be true or false.</source>
        <translation>Det måste vara true eller false.</translation>
    </message>
    <message>
        <source>It must be a whole number, not below 0.</source>
        <translation>Det måste vara ett heltal, inte under 0.</translation>
    </message>
    <message>
        <source>There is no certificate in the file. It has to be a PEM file.</source>
        <translation>Det finns inget certifikat i filen. Det måste vara en PEM-fil.</translation>
    </message>
    <message>
        <source>There is no private key in the file that can be used. It has to be a PEM file, RSA or elliptic curve, without a passphrase.</source>
        <translation>Det finns ingen privat nyckel i filen som går att använda. Det måste vara en PEM-fil, RSA eller elliptisk kurva, utan lösenfras.</translation>
    </message>
    <message>
        <source>The private key is that of another certificate.</source>
        <translation>Den privata nyckeln hör till ett annat certifikat.</translation>
    </message>
    <message>
        <source>It needs a name of at most 64 letters, without line breaks.</source>
        <translation>Den behöver ett namn på högst 64 tecken, utan radbrytningar.</translation>
    </message>
    <message>
        <source>The sign in the log cannot have line breaks.</source>
        <translation>Signaturen i loggen får inte ha radbrytningar.</translation>
    </message>
    <message>
        <source>A colleague needs a sign in the log.</source>
        <translation>En kollega behöver en signatur i loggen.</translation>
    </message>
    <message>
        <source>There is no such role.</source>
        <translation>Det finns ingen sådan roll.</translation>
    </message>
    <message>
        <source>It could not be stored. Is the disk full?</source>
        <translation>Den kunde inte sparas. Är disken full?</translation>
    </message>
    <message>
        <source>The key is shut out, but could not be removed from the disk. Try again.</source>
        <translation>Nyckeln är utestängd, men kunde inte tas bort från disken. Försök igen.</translation>
    </message>
    <message>
        <source>The file %1 was changed by somebody else meanwhile. Discard your changes to see it as it is now.</source>
        <translation>Filen %1 har under tiden ändrats av någon annan. Släng dina ändringar för att se den som den är nu.</translation>
    </message>
    <message>
        <source>The file %1 cannot be read: %2.</source>
        <translation>Filen %1 kan inte läsas: %2.</translation>
    </message>
    <message>
        <source>The file %1 cannot be written: %2.</source>
        <translation>Filen %1 kan inte skrivas: %2.</translation>
    </message>
    <message>
        <source>The file cannot be understood, from its letter %2 on: %1.</source>
        <translation>Filen går inte att förstå, från tecken %2: %1.</translation>
    </message>
    <message>
        <source>It must be a number of at least %1.</source>
        <translation>Det måste vara ett tal på minst %1.</translation>
    </message>
    <message>
        <source>It must be a whole number from %1 to %2.</source>
        <translation>Det måste vara ett heltal från %1 till %2.</translation>
    </message>
    <message>
        <source>The certificate has expired on %1.</source>
        <translation>Certifikatet gick ut %1.</translation>
    </message>
    <message>
        <source>The certificate is not valid before %1.</source>
        <translation>Certifikatet gäller först från %1.</translation>
    </message>
    <message>
        <source>The name %1 is in use.</source>
        <translation>Namnet %1 används redan.</translation>
    </message>
    <message>
        <source>There is no key %1 any more.</source>
        <translation>Nyckeln %1 finns inte längre.</translation>
    </message>
    <message>
        <source>This desk does not serve any more, and nothing was saved here.</source>
        <translation>Det här skrivbordet betjänar ingen längre, och inget sparades här.</translation>
    </message>
</context>
<context>
    <name>sermo::ui::RepliesDialog</name>
    <message>
        <source>For the whole team</source>
        <translation>För hela teamet</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Spara</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Ta bort</translation>
    </message>
    <message>
        <source>Canned replies</source>
        <translation>Snabbsvar</translation>
    </message>
    <message>
        <source>New reply</source>
        <translation>Nytt svar</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>Shortcut, typed after /</source>
        <translation>Kortord, skrivs efter /</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>These are filled in: %1</source>
        <translation>De här fylls i: %1</translation>
    </message>
    <message>
        <source>/%1, your own</source>
        <translation>/%1, ditt eget</translation>
    </message>
    <message>
        <source>A reply has a shortcut.</source>
        <translation>Ett svar har ett kortord.</translation>
    </message>
    <message>
        <source>A shortcut is one word, without a slash.</source>
        <translation>Ett kortord är ett ord, utan snedstreck.</translation>
    </message>
    <message>
        <source>A reply has a text.</source>
        <translation>Ett svar har en text.</translation>
    </message>
    <message numerus="yes">
        <source>A reply has at most %n characters.</source>
        <translation>
            <numerusform>Ett svar har högst %n tecken.</numerusform>
            <numerusform>Ett svar har högst %n tecken.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is one with this shortcut already.</source>
        <translation>Det finns redan ett med det kortordet.</translation>
    </message>
</context>
<context>
    <name>sermo::ui::RepliesPage</name>
    <message>
        <source>Canned replies</source>
        <translation>Snabbsvar</translation>
    </message>
    <message>
        <source>Typed after / in a conversation. Your own are yours alone, on this computer; the team&apos;s are everybody&apos;s.</source>
        <translation>Skrivs efter / i ett samtal. Dina egna är bara dina, på den här datorn; teamets är allas.</translation>
    </message>
</context>
<context>
    <name>sermo::ui::ReplyPopup</name>
    <message>
        <source>Canned replies</source>
        <translation>Snabbsvar</translation>
    </message>
</context>
<context>
    <name>sermo::ui::ReportBar</name>
    <message>
        <source>When</source>
        <translation>När</translation>
    </message>
    <message>
        <source>Lines of the report</source>
        <translation>Rapportens rader</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Kö</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Från</translation>
    </message>
    <message>
        <source>to</source>
        <translation>till</translation>
    </message>
    <message>
        <source>Only opening hours</source>
        <translation>Bara öppettider</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>I dag</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>I går</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Senaste 7 dagarna</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Senaste 30 dagarna</translation>
    </message>
    <message>
        <source>Between two days…</source>
        <translation>Mellan två dagar…</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>Per dag</translation>
    </message>
    <message>
        <source>By queue</source>
        <translation>Per kö</translation>
    </message>
    <message>
        <source>By agent</source>
        <translation>Per agent</translation>
    </message>
    <message>
        <source>Leaves out what began while its platform was closed</source>
        <translation>Utelämnar det som började medan plattformen var stängd</translation>
    </message>
</context>
<context>
    <name>sermo::ui::ReportView</name>
    <message>
        <source>Reports</source>
        <translation>Rapporter</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>Enter or a double click opens the sessions behind a figure</source>
        <translation>Enter eller ett dubbelklick öppnar samtalen bakom en siffra</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportera</translation>
    </message>
    <message>
        <source>CSV for spreadsheets…</source>
        <translation>CSV för kalkylblad…</translation>
    </message>
    <message>
        <source>JSON with the sessions behind…</source>
        <translation>JSON med samtalen bakom…</translation>
    </message>
    <message>
        <source>HTML to read and print…</source>
        <translation>HTML att läsa och skriva ut…</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Räknar…</translation>
    </message>
    <message>
        <source>Export the report</source>
        <translation>Exportera rapporten</translation>
    </message>
    <message>
        <source>The report is in %1</source>
        <translation>Rapporten finns i %1</translation>
    </message>
    <message>
        <source>Cannot export to %1: %2</source>
        <translation>Kan inte exportera till %1: %2</translation>
    </message>
</context>
<context>
    <name>sermo::ui::RetentionPage</name>
    <message>
        <source>Data retention</source>
        <translation>Lagring av data</translation>
    </message>
    <message>
        <source>How many days a conversation is kept after its end. Then it is erased with its images, and cannot be had back. Who passed several queues is kept as long as the longest of them.</source>
        <translation>Hur många dagar ett samtal finns kvar efter sitt slut. Sedan raderas det med sina bilder och kan inte återfås. Den som har passerat flera köer finns kvar så länge som den längsta av dem.</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>för alltid</translation>
    </message>
    <message>
        <source> days</source>
        <translation> dagar</translation>
    </message>
    <message>
        <source>Days that %1 keeps its conversations</source>
        <translation>Dagar som %1 behåller sina samtal</translation>
    </message>
</context>
<context>
    <name>sermo::ui::SearchBar</name>
    <message>
        <source>Search all conversations</source>
        <translation>Sök i alla samtal</translation>
    </message>
    <message>
        <source>When</source>
        <translation>När</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Kö</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Betyg</translation>
    </message>
    <message>
        <source>Brand</source>
        <translation>Varumärke</translation>
    </message>
    <message>
        <source>Customer number</source>
        <translation>Kundnummer</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Etikett</translation>
    </message>
    <message>
        <source>Reason of the end</source>
        <translation>Orsak till avslutet</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>När som helst</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>I dag</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Senaste 7 dagarna</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Senaste 30 dagarna</translation>
    </message>
    <message>
        <source>Between two days…</source>
        <translation>Mellan två dagar…</translation>
    </message>
    <message>
        <source>Any rating</source>
        <translation>Alla betyg</translation>
    </message>
    <message>
        <source>5</source>
        <translation>5</translation>
    </message>
    <message>
        <source>4 and 5</source>
        <translation>4 och 5</translation>
    </message>
    <message>
        <source>3</source>
        <translation>3</translation>
    </message>
    <message>
        <source>1 and 2</source>
        <translation>1 och 2</translation>
    </message>
    <message>
        <source>Any score</source>
        <translation>Med betyg</translation>
    </message>
    <message>
        <source>More filters</source>
        <translation>Fler filter</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Rensa</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Från</translation>
    </message>
    <message>
        <source>to</source>
        <translation>till</translation>
    </message>
    <message>
        <source>Behind: %1</source>
        <translation>Bakom: %1</translation>
    </message>
    <message>
        <source>Only the sessions behind this figure; a click shows all again</source>
        <translation>Bara samtalen bakom den här siffran; ett klick visar alla igen</translation>
    </message>
</context>
<context>
    <name>sermo::ui::SessionWindow</name>
    <message>
        <source>With the bot</source>
        <translation>Hos boten</translation>
    </message>
    <message>
        <source>Waiting in %1</source>
        <translation>Väntar i %1</translation>
    </message>
    <message>
        <source>With %1</source>
        <translation>Hos %1</translation>
    </message>
    <message>
        <source>With the bot, in %1&apos;s name</source>
        <translation>Hos boten, i %1s namn</translation>
    </message>
    <message>
        <source>%1 is done; the customer may come back</source>
        <translation>%1 är klar; kunden kan komma tillbaka</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Avslutat</translation>
    </message>
    <message>
        <source>Whisper</source>
        <translation>Viska</translation>
    </message>
    <message>
        <source>A word to the agent; the customer never sees it</source>
        <translation>Ett ord till agenten; kunden ser det aldrig</translation>
    </message>
    <message>
        <source>Whisper to the agent</source>
        <translation>Viska till agenten</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Ta över</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>Flytta…</translation>
    </message>
    <message>
        <source>The session is yours from now on; the agent is told</source>
        <translation>Samtalet är ditt från och med nu; agenten får veta det</translation>
    </message>
    <message>
        <source>%1, who has owed an answer for %2</source>
        <translation>%1, där kunden väntat på svar i %2</translation>
    </message>
    <message>
        <source>%1 is writing</source>
        <translation>%1 skriver</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>Utrett</translation>
    </message>
    <message>
        <source>Take the raised hand down; a whisper does so too</source>
        <translation>Ta ner den räckta handen; en viskning gör det också</translation>
    </message>
    <message>
        <source>%1 asks for help</source>
        <translation>%1 ber om hjälp</translation>
    </message>
</context>
<context>
    <name>sermo::ui::SettingsWindow</name>
    <message>
        <source>Settings</source>
        <translation>Inställningar</translation>
    </message>
    <message>
        <source>Join another team…</source>
        <translation>Anslut till ett annat team…</translation>
    </message>
    <message>
        <source>The configuration cannot be read: %1</source>
        <translation>Konfigurationen kan inte läsas: %1</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Spara</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Släng</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>Börja om</translation>
    </message>
    <message>
        <source>Not saved yet.</source>
        <translation>Inte sparat än.</translation>
    </message>
    <message>
        <source>Nothing was saved. %1</source>
        <translation>Inget sparades. %1</translation>
    </message>
    <message>
        <source>Nothing was saved. %1: %2</source>
        <translation>Inget sparades. %1: %2</translation>
    </message>
    <message>
        <source>Saved, and it counts already.</source>
        <translation>Sparat, och det gäller redan.</translation>
    </message>
    <message>
        <source>Close without saving?</source>
        <translation>Stäng utan att spara?</translation>
    </message>
    <message>
        <source>Saved. Some of it counts when the desk begins anew: %1.</source>
        <translation>Sparat. En del gäller först när programmet börjar om: %1.</translation>
    </message>
    <message>
        <source>limits</source>
        <translation>gränser</translation>
    </message>
    <message>
        <source>sites with the chat</source>
        <translation>webbplatser med chatten</translation>
    </message>
    <message>
        <source>pictures of agents</source>
        <translation>bilder på agenter</translation>
    </message>
    <message>
        <source>proxies</source>
        <translation>proxyer</translation>
    </message>
    <message>
        <source>encryption</source>
        <translation>kryptering</translation>
    </message>
    <message>
        <source>This desk does not serve just now. What is not saved stays here, and can be saved when it does.</source>
        <translation>Det här skrivbordet betjänar ingen just nu. Det som inte är sparat står kvar här och kan sparas när det gör det igen.</translation>
    </message>
</context>
<context>
    <name>sermo::ui::ShortcutsList</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Kortkommandon</translation>
    </message>
    <message>
        <source>Where you write</source>
        <translation>Där du skriver</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Send; again, while it can be undone: at once</source>
        <translation>Skicka; igen, medan det kan ångras: genast</translation>
    </message>
    <message>
        <source>Shift+Enter</source>
        <translation>Skift+Enter</translation>
    </message>
    <message>
        <source>A new line</source>
        <translation>Ny rad</translation>
    </message>
    <message>
        <source>Canned replies; arrows choose, Enter takes, Esc closes</source>
        <translation>Snabbsvar; pilarna väljer, Enter tar, Esc stänger</translation>
    </message>
    <message>
        <source>Ctrl+Z</source>
        <translation>Ctrl+Z</translation>
    </message>
    <message>
        <source>Undo; with nothing written: take back what was just sent</source>
        <translation>Ångra; när inget är skrivet: ta tillbaka det som just skickades</translation>
    </message>
    <message>
        <source>In a conversation</source>
        <translation>I ett samtal</translation>
    </message>
    <message>
        <source>Choose a message</source>
        <translation>Välj ett meddelande</translation>
    </message>
    <message>
        <source>Ctrl+C</source>
        <translation>Ctrl+C</translation>
    </message>
    <message>
        <source>Copy it</source>
        <translation>Kopiera det</translation>
    </message>
    <message>
        <source>Open its image or link</source>
        <translation>Öppna dess bild eller länk</translation>
    </message>
</context>
<context>
    <name>sermo::ui::SoundsPage</name>
    <message>
        <source>Sounds</source>
        <translation>Ljud</translation>
    </message>
    <message>
        <source>Soft while you look at the desk, else again and again until you do.</source>
        <translation>Svagt medan du tittar på programmet, annars om och om igen tills du gör det.</translation>
    </message>
    <message>
        <source>A customer of yours has written</source>
        <translation>En av dina kunder har skrivit</translation>
    </message>
    <message>
        <source>A customer is yours</source>
        <translation>En kund är din</translation>
    </message>
    <message>
        <source>A colleague offers you one</source>
        <translation>En kollega erbjuder dig en</translation>
    </message>
    <message>
        <source>Somebody waits in line</source>
        <translation>Någon väntar i kö</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Spela</translation>
    </message>
    <message>
        <source>Play: %1</source>
        <translation>Spela: %1</translation>
    </message>
    <message>
        <source>never</source>
        <translation>aldrig</translation>
    </message>
    <message>
        <source> minutes</source>
        <translation> minuter</translation>
    </message>
    <message>
        <source>Away by itself when nothing was done for</source>
        <translation>Borta av sig självt när inget har gjorts på</translation>
    </message>
    <message>
        <source>An agent asks for help (supervisors)</source>
        <translation>En agent ber om hjälp (arbetsledare)</translation>
    </message>
</context>
<context>
    <name>sermo::ui::SpellMarks</name>
    <message>
        <source>Looking for other spellings…</source>
        <translation>Söker andra stavningar…</translation>
    </message>
    <message>
        <source>Add “%1” to the dictionary</source>
        <translation>Lägg till ”%1” i ordlistan</translation>
    </message>
    <message>
        <source>No other spelling is known</source>
        <translation>Ingen annan stavning är känd</translation>
    </message>
    <message>
        <source>Spelling</source>
        <translation>Stavning</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Av</translation>
    </message>
</context>
<context>
    <name>sermo::ui::StandbyBar</name>
    <message numerus="yes">
        <source>The host has been away for %n s. Take over? Only where it is really off: two that serve would each take what the other one does not know.</source>
        <translation>
            <numerusform>Värden har varit borta i %n s. Ta över? Bara om den verkligen är avstängd: två som betjänar skulle ta emot var sitt som den andra inte vet om.</numerusform>
            <numerusform>Värden har varit borta i %n s. Ta över? Bara om den verkligen är avstängd: två som betjänar skulle ta emot var sitt som den andra inte vet om.</numerusform>
        </translation>
    </message>
    <message>
        <source>The other desk does not answer, and may have taken over meanwhile. Go on alone? Only where it has not.</source>
        <translation>Det andra skrivbordet svarar inte, och kan ha tagit över under tiden. Fortsätta ensam? Bara om det inte har det.</translation>
    </message>
    <message>
        <source>This desk does not hear the one that stands by, and serves nobody until it does. Go on alone? Only where the other one is really off.</source>
        <translation>Det här skrivbordet hör inte det som står i beredskap, och betjänar ingen förrän det gör det. Fortsätta ensam? Bara om det andra verkligen är avstängt.</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Inte nu</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Ta över</translation>
    </message>
    <message>
        <source>Go on alone</source>
        <translation>Fortsätt ensam</translation>
    </message>
</context>
<context>
    <name>sermo::ui::StandbyPage</name>
    <message>
        <source>Stand-by</source>
        <translation>Beredskap</translation>
    </message>
    <message>
        <source>This desk listens on this computer alone. Let colleagues in first, under Colleagues and keys.</source>
        <translation>Det här skrivbordet lyssnar bara på den här datorn. Släpp först in kollegor, under Kollegor och nycklar.</translation>
    </message>
    <message>
        <source>Let another desk stand by</source>
        <translation>Låt ett annat skrivbord stå i beredskap</translation>
    </message>
    <message>
        <source>A colleague whose desk has joined this one pastes the invitation there, on this same page. His computer should be one that is usually on.</source>
        <translation>En kollega vars skrivbord är anslutet till det här klistrar in inbjudan där, på samma sida. Hans dator bör vara en som brukar vara på.</translation>
    </message>
    <message>
        <source>Stand by</source>
        <translation>Stå i beredskap</translation>
    </message>
    <message>
        <source>Paste the invitation that the desk which hosts has made on this page</source>
        <translation>Klistra in inbjudan som skrivbordet som är värd har gjort på den här sidan</translation>
    </message>
    <message>
        <source>Where the others reach this computer</source>
        <translation>Var de andra når den här datorn</translation>
    </message>
    <message>
        <source>This desk will listen there. What it has hosted by itself before is put aside and kept.</source>
        <translation>Det här skrivbordet kommer att lyssna där. Det som det självt har varit värd för tidigare läggs åt sidan och sparas.</translation>
    </message>
    <message>
        <source>When the host has been gone for 20 seconds</source>
        <translation>När värden har varit borta i 20 sekunder</translation>
    </message>
    <message>
        <source>Ask whoever sits here</source>
        <translation>Fråga den som sitter här</translation>
    </message>
    <message>
        <source>Somebody has to be there. While this desk is gone, the host goes on alone.</source>
        <translation>Någon måste finnas där. Medan det här skrivbordet är borta fortsätter värden ensam.</translation>
    </message>
    <message>
        <source>Take over without asking</source>
        <translation>Ta över utan att fråga</translation>
    </message>
    <message>
        <source>Nobody has to be there. But the host then serves only as long as it hears this desk, which must stay on or be closed properly.</source>
        <translation>Ingen behöver finnas där. Men värden betjänar då bara så länge den hör det här skrivbordet, som måste vara på eller stängas ordentligt.</translation>
    </message>
    <message>
        <source>End this…</source>
        <translation>Avsluta detta…</translation>
    </message>
    <message>
        <source>This desk is one of two no longer</source>
        <translation>Det här skrivbordet är inte längre ett av två</translation>
    </message>
    <message>
        <source>For the desk at %1.</source>
        <translation>För skrivbordet på %1.</translation>
    </message>
    <message>
        <source>There is no invitation: %1</source>
        <translation>Det blev ingen inbjudan: %1</translation>
    </message>
    <message>
        <source>Shall this desk be one of two no longer?</source>
        <translation>Ska det här skrivbordet inte längre vara ett av två?</translation>
    </message>
    <message>
        <source>The one that serves hosts alone from then on, with all that there is. End it at both desks. The desk begins anew.</source>
        <translation>Det som betjänar är sedan värd ensamt, med allt som finns. Avsluta det vid båda skrivborden. Skrivbordet börjar om.</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Avsluta</translation>
    </message>
    <message>
        <source>Two desks can be one: one hosts, the other one keeps a copy of everything and goes on when the first is gone. Colleagues find the one that serves by themselves; so do customers, where their browsers trust both.</source>
        <translation>Två skrivbord kan vara ett: det ena är värd, det andra håller en kopia av allt och fortsätter när det första är borta. Kollegor hittar det som betjänar av sig själva; det gör kunder också, där deras webbläsare litar på båda.</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändra</translation>
    </message>
    <message>
        <source>This counts while this desk is the one that stands by.</source>
        <translation>Det gäller så länge det här skrivbordet är det som står i beredskap.</translation>
    </message>
    <message>
        <source>Where customers reach the other desk</source>
        <translation>Där kunder når det andra skrivbordet</translation>
    </message>
    <message>
        <source>Only where that is another address than its own, as behind a proxy. They go there when this desk is gone.</source>
        <translation>Bara om det är en annan adress än dess egen, som bakom en proxy. Dit går de när det här skrivbordet är borta.</translation>
    </message>
    <message>
        <source>The desk begins anew when this is changed.</source>
        <translation>Skrivbordet börjar om när detta ändras.</translation>
    </message>
    <message>
        <source>An invitation to stand by has opened this. It is for a desk of the team at %1, and this one hosts by itself: join that team first, then the invitation is here again.</source>
        <translation>En inbjudan att stå i beredskap har öppnat detta. Den är för ett skrivbord i teamet på %1, och det här är värd för sig självt: anslut det till teamet först, så finns inbjudan här igen.</translation>
    </message>
    <message>
        <source>An invitation to stand by has opened this. This desk is one of two already: end that first.</source>
        <translation>En inbjudan att stå i beredskap har öppnat detta. Det här skrivbordet är redan ett av två: avsluta det först.</translation>
    </message>
    <message>
        <source>Something on another page is not saved. Save or discard it first: the desk begins anew by what is done here.</source>
        <translation>Något på en annan sida är inte sparat. Spara eller kasta det först: skrivbordet börjar om av det som görs här.</translation>
    </message>
    <message>
        <source>Write it like https://chat2.example.com, without what comes after the name or its port.</source>
        <translation>Skriv den som https://chat2.example.com, utan det som kommer efter namnet eller dess port.</translation>
    </message>
</context>
<context>
    <name>sermo::ui::StandbyWords</name>
    <message>
        <source>This desk hosts. No other one has come to stand by yet.</source>
        <translation>Det här skrivbordet är värd. Inget annat har kommit för att stå i beredskap än.</translation>
    </message>
    <message>
        <source>This desk hosts. The one that stands by, at %1, is not there.</source>
        <translation>Det här skrivbordet är värd. Det som står i beredskap, på %1, är inte där.</translation>
    </message>
    <message>
        <source>This desk hosts. The one that stands by, at %1, has everything.</source>
        <translation>Det här skrivbordet är värd. Det som står i beredskap, på %1, har allt.</translation>
    </message>
    <message>
        <source>This desk hosts. The one that stands by, at %1, is catching up.</source>
        <translation>Det här skrivbordet är värd. Det som står i beredskap, på %1, hämtar in det som saknas.</translation>
    </message>
    <message>
        <source>This desk stands by. The host, at %1, is not heard.</source>
        <translation>Det här skrivbordet står i beredskap. Värden, på %1, hörs inte.</translation>
    </message>
    <message>
        <source>This desk stands by for the host at %1, and has everything.</source>
        <translation>Det här skrivbordet står i beredskap för värden på %1 och har allt.</translation>
    </message>
    <message>
        <source>This desk stands by for the host at %1, and is catching up.</source>
        <translation>Det här skrivbordet står i beredskap för värden på %1 och hämtar in det som saknas.</translation>
    </message>
    <message>
        <source>This desk asks the other one which of them is the host.</source>
        <translation>Det här skrivbordet frågar det andra vilket av dem som är värd.</translation>
    </message>
    <message>
        <source>This desk hosts, and serves nobody until the one that stands by is heard again.</source>
        <translation>Det här skrivbordet är värd, men betjänar ingen förrän det som står i beredskap hörs igen.</translation>
    </message>
    <message>
        <source>This desk stands by, and the host is gone: it can take over.</source>
        <translation>Det här skrivbordet står i beredskap, och värden är borta: det kan ta över.</translation>
    </message>
    <message>
        <source>The two do not fit together: neither goes on by itself. Look at which of them has what was said last.</source>
        <translation>De två passar inte ihop: inget av dem fortsätter av sig självt. Se efter vilket av dem som har det som sades sist.</translation>
    </message>
    <message>
        <source>Something that only this desk had was put aside: %1</source>
        <translation>Något som bara det här skrivbordet hade lades åt sidan: %1</translation>
    </message>
    <message>
        <source>What this desk itself was set to was put aside: %1</source>
        <translation>Det som det här skrivbordet självt var inställt på lades åt sidan: %1</translation>
    </message>
    <message>
        <source>The host&apos;s settings cannot be kept here: %1</source>
        <translation>Värdens inställningar kan inte sparas här: %1</translation>
    </message>
</context>
<context>
    <name>sermo::ui::Status</name>
    <message>
        <source>Available</source>
        <translation>Tillgänglig</translation>
    </message>
    <message>
        <source>Finishing</source>
        <translation>Avslutar</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Borta</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Frånkopplad</translation>
    </message>
</context>
<context>
    <name>sermo::ui::StillThere</name>
    <message>
        <source>Let the bot ask</source>
        <translation>Låt boten fråga</translation>
    </message>
    <message>
        <source>The bot asks whether the customer is still there, in your name</source>
        <translation>Boten frågar i ditt namn om kunden är kvar</translation>
    </message>
    <message>
        <source>Still there?</source>
        <translation>Kvar?</translation>
    </message>
    <message>
        <source>Still there: %1</source>
        <translation>Kvar: %1</translation>
    </message>
</context>
<context>
    <name>sermo::ui::TagRow</name>
    <message>
        <source>Add a tag</source>
        <translation>Lägg till en etikett</translation>
    </message>
    <message>
        <source>What is it about?</source>
        <translation>Vad handlar det om?</translation>
    </message>
    <message>
        <source>New tag</source>
        <translation>Ny etikett</translation>
    </message>
    <message>
        <source>Remove the tag %1</source>
        <translation>Ta bort etiketten %1</translation>
    </message>
</context>
<context>
    <name>sermo::ui::TimeBar</name>
    <message>
        <source>Day</source>
        <translation>Dag</translation>
    </message>
    <message>
        <source>Time of the day</source>
        <translation>Tid på dagen</translation>
    </message>
    <message>
        <source>Back to now</source>
        <translation>Tillbaka till nu</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>Som det var</translation>
    </message>
</context>
<context>
    <name>sermo::ui::TopBar</name>
    <message>
        <source>Starting…</source>
        <translation>Startar …</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>Samtal</translation>
    </message>
    <message>
        <source>Sermo Desk</source>
        <translation>Sermo Desk</translation>
    </message>
    <message>
        <source>Settings of %1</source>
        <translation>Inställningar för %1</translation>
    </message>
    <message>
        <source>Open the demo page</source>
        <translation>Öppna demosidan</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Avsluta programmet</translation>
    </message>
    <message>
        <source>Status: %1</source>
        <translation>Status: %1</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Ansluten</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Ansluter…</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>Ingen anslutning</translation>
    </message>
    <message>
        <source>Not admitted</source>
        <translation>Inte insläppt</translation>
    </message>
    <message>
        <source>Allocation</source>
        <translation>Tilldelning</translation>
    </message>
    <message>
        <source>Your status</source>
        <translation>Din status</translation>
    </message>
</context>
<context>
    <name>sermo::ui::TranscriptSearch</name>
    <message>
        <source>Find in this conversation</source>
        <translation>Sök i samtalet</translation>
    </message>
    <message>
        <source>The one before</source>
        <translation>Föregående</translation>
    </message>
    <message>
        <source>The one after</source>
        <translation>Nästa</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>Stäng sökningen</translation>
    </message>
    <message>
        <source>none</source>
        <translation>inga</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 av %2</translation>
    </message>
</context>
<context>
    <name>sermo::ui::TranscriptView</name>
    <message>
        <source>Conversation</source>
        <translation>Samtal</translation>
    </message>
    <message numerus="yes">
        <source>%n new below</source>
        <translation>
            <numerusform>%n nytt nedanför</numerusform>
            <numerusform>%n nya nedanför</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiera</translation>
    </message>
    <message>
        <source>Copy conversation</source>
        <translation>Kopiera samtalet</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Skicka igen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Släng</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Kund</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>Bot</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anteckning</translation>
    </message>
    <message>
        <source>Note by %1</source>
        <translation>Anteckning av %1</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Image, %1</source>
        <translation>Bild, %1</translation>
    </message>
    <message>
        <source>Open image</source>
        <translation>Öppna bilden</translation>
    </message>
    <message>
        <source>Opens %1</source>
        <translation>Öppnar %1</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>Öppna %1</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Visa allt</translation>
    </message>
</context>
<context>
    <name>sermo::ui::TransferDialog</name>
    <message>
        <source>Transfer</source>
        <translation>Lämna över</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>Vart</translation>
    </message>
    <message>
        <source>Transfer %1</source>
        <translation>Lämna över %1</translation>
    </message>
    <message>
        <source>Note for whoever gets the customer</source>
        <translation>Anteckning till den som får kunden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Offer</source>
        <translation>Erbjud</translation>
    </message>
    <message>
        <source>Choose a queue or a colleague.</source>
        <translation>Välj en kö eller en kollega.</translation>
    </message>
    <message>
        <source>%1 is asked and has half a minute to accept. Until then, and if not, the customer is yours.</source>
        <translation>%1 tillfrågas och har en halv minut på sig att ta emot. Tills dess, och annars, är kunden din.</translation>
    </message>
    <message>
        <source>The customer goes to the end of the line of %1.</source>
        <translation>Kunden hamnar sist i kön %1.</translation>
    </message>
</context>
<context>
    <name>sermo::ui::UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>Ångra</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Skicka nu</translation>
    </message>
    <message>
        <source>Take the message back before it leaves (Ctrl+Z)</source>
        <translation>Ta tillbaka meddelandet innan det går iväg (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Undo sending: %1</source>
        <translation>Ångra: %1</translation>
    </message>
    <message>
        <source>Send now: %1</source>
        <translation>Skicka nu: %1</translation>
    </message>
</context>
<context>
    <name>sermo::ui::WaitingCard</name>
    <message>
        <source>Take over</source>
        <translation>Ta över</translation>
    </message>
    <message>
        <source>Claim</source>
        <translation>Ta</translation>
    </message>
    <message>
        <source>Take %1 over from the bot</source>
        <translation>Ta över %1 från boten</translation>
    </message>
    <message>
        <source>Claim %1</source>
        <translation>Ta %1</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>borta</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>för %1</translation>
    </message>
    <message>
        <source>returned</source>
        <translation>åter</translation>
    </message>
    <message>
        <source>has not written yet</source>
        <translation>har inte skrivit än</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Förhandsvisa</translation>
    </message>
    <message>
        <source>Preview the conversation of %1</source>
        <translation>Förhandsvisa samtalet med %1</translation>
    </message>
</context>
<context>
    <name>sermo::ui::WaitingWindow</name>
    <message>
        <source>The one before</source>
        <translation>Den föregående</translation>
    </message>
    <message>
        <source>The next one</source>
        <translation>Nästa</translation>
    </message>
    <message>
        <source>Conversation with %1</source>
        <translation>Samtal med %1</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Ta över</translation>
    </message>
    <message>
        <source>Claim</source>
        <translation>Ta</translation>
    </message>
    <message>
        <source>Take %1 over from the bot</source>
        <translation>Ta över %1 från boten</translation>
    </message>
    <message>
        <source>Claim %1</source>
        <translation>Ta %1</translation>
    </message>
    <message>
        <source>%1 has taken this customer</source>
        <translation>%1 har tagit kunden</translation>
    </message>
    <message>
        <source>This conversation is over</source>
        <translation>Samtalet är avslutat</translation>
    </message>
    <message>
        <source>Gone for now; keeps the place in %1</source>
        <translation>Borta just nu; behåller platsen i %1</translation>
    </message>
    <message>
        <source>Number %1 in %2, waiting %3</source>
        <translation>Nummer %1 i %2, har väntat %3</translation>
    </message>
    <message>
        <source>With the bot for %1</source>
        <translation>Hos boten i %1</translation>
    </message>
</context>
<context>
    <name>sermo::ui::Welcome</name>
    <message>
        <source>One moment</source>
        <translation>Ett ögonblick</translation>
    </message>
    <message>
        <source>The desk is starting.</source>
        <translation>Sermo Desk startar.</translation>
    </message>
    <message>
        <source>Claim the next</source>
        <translation>Ta nästa</translation>
    </message>
    <message>
        <source>Address of the demo page</source>
        <translation>Demosidans adress</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öppna</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiera</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n väntar</numerusform>
            <numerusform>%n väntar</numerusform>
        </translation>
    </message>
    <message>
        <source>Take the next with Ctrl+Enter.</source>
        <translation>Ta nästa med Ctrl+Enter.</translation>
    </message>
    <message>
        <source>All quiet</source>
        <translation>Lugnt just nu</translation>
    </message>
    <message>
        <source>No customers yet</source>
        <translation>Inga kunder än</translation>
    </message>
    <message>
        <source>They appear at the left as soon as somebody opens the chat.</source>
        <translation>De syns till vänster så snart någon öppnar chatten.</translation>
    </message>
    <message>
        <source>Open this page in a browser to meet the desk as a customer does, or put its widget on your own site.</source>
        <translation>Öppna sidan i en webbläsare och möt tjänsten som en kund, eller lägg chatten på din egen webbplats.</translation>
    </message>
    <message>
        <source>Be available</source>
        <translation>Bli tillgänglig</translation>
    </message>
    <message>
        <source>Customers are given to you while you are available</source>
        <translation>Kunder tilldelas dig så länge du är tillgänglig</translation>
    </message>
    <message>
        <source>You are not available</source>
        <translation>Du är inte tillgänglig</translation>
    </message>
    <message>
        <source>No customer is given to you until you are. You may still claim one.</source>
        <translation>Du tilldelas inga kunder förrän du är det. Du kan ändå ta en själv.</translation>
    </message>
</context>
</TS>
