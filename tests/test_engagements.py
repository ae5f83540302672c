"""Engagements in single reports: kind, status, sides, day and place, and everyday contact that is none."""

from __future__ import annotations

import datetime as dt

import pytest

from communique.analysis.actors import find_actors
from communique.analysis.dates import find_dates
from communique.analysis.engagements import find_engagements
from communique.analysis.marks import mark
from communique.analysis.parse import read_one
from communique.model import Document, Engagement

DAY = dt.date(2024, 2, 16)  # a Friday


def told(text: str, title: str | None = None, source: str | None = None) -> tuple[Engagement, ...]:
    document = Document("d", text, title=title, published=DAY, published_basis="given", source=source)
    reading = read_one(document)
    cast, timexes = find_actors(reading), find_dates(reading.text, DAY)
    mark(reading, cast, timexes)
    found = find_engagements(reading, cast, timexes)
    for claim in found:
        assert claim.evidence
        assert all(document.quote(span) == span.text for span in claim.evidence)
    return found


def line(claim: Engagement) -> str:
    """A claim as one line: status kind sides, bounds, place."""
    bounds = ""
    if claim.when is not None:
        bounds = str(claim.when.earliest or "")
        if claim.when.latest != claim.when.earliest:
            bounds += f"/{claim.when.latest or ''}"
    return " ".join(filter(None, [claim.status, claim.kind, "+".join(claim.sides), bounds, f"@{claim.place}" if claim.place else ""]))


SENTENCES = [
    pytest.param(
        "Antony Blinken, who met Polish Prime Minister Donald Tusk during a short stay in Warsaw on Thursday, spoke of a start. He and "
        "Tusk had talks at Belweder in Warsaw on Thursday.",
        ["held meeting POL+USA 2024-02-15 @Belweder", "held visit POL+USA 2024-02-15 @Warsaw"],
        id="the-house-rather-than-its-town",
    ),
    pytest.param(
        "The U.S./Chinese summit is expected to be held in May.", ["expected meeting CHN+USA 2024-05-01/2024-05-31"], id="a-slash"
    ),
    pytest.param(
        "Ivanka Trump wore green on the day her father spoke by phone with Prime Minister Benjamin Netanyahu.",
        [],
        id="her-father-is-another",
    ),
    pytest.param(
        "Joe Biden received Syria's president, Ahmed al-Sharaa. Jordan's foreign minister Ayman Safadi met Sharaa on Monday during a trip "
        "to Damascus.",
        ["held meeting JOR+SYR 2024-02-12 @Damascus", "held meeting SYR+USA 2024-02-16", "held visit JOR+SYR 2024-02-12 @Damascus"],
        id="a-name-unknown-to-the-tagger",
    ),
    pytest.param(
        "Prime Minister Justin Trudeau held frank discussions with the province premiers on the pace of trade talks with Washington.",
        [],
        id="discussions-at-home-on-talks-abroad",
    ),
    pytest.param(
        "Canadians gave Prime Minister Mark Carney a strong mandate to negotiate a new security relationship with the United States.",
        [],
        id="a-mandate-to-negotiate",
    ),
    pytest.param(
        "Lord Frost will speak when the eighth round of talks between Britain and the EU starts in London on Tuesday, Feb. 20.",
        ["planned talks EU+GBR 2024-02-20 @London"],
        id="when-the-round-starts",
    ),
    pytest.param(
        "Joe Biden and Xi Jinping held talks on Tuesday on the war and on the stalled negotiations between Russia and Ukraine.",
        ["held meeting CHN+USA 2024-02-13", "held talks RUS+UKR"],
        id="what-talks-are-about-has-no-day-of-theirs",
    ),
    pytest.param(
        "Reporter: How close is a deal?\n\nPresident Trump: Scott is going to Switzerland, and they want a deal.\n\nReporter: When?",
        [],
        id="who-has-the-word-travels-nowhere",
    ),
    pytest.param(
        'He spoke of President Trump\'s plan for the coast: "In Gaza, there is a chance," he said.',
        [],
        id="in-gaza-there-is",
    ),
    pytest.param(
        "Poland hosted Canada for a Baltic Security Dialogue in Gdansk on February 12, 2024.",
        ["held talks CAN+POL 2024-02-12 @Gdansk"],
        id="hosted-a-state-for-a-dialogue",
    ),
    pytest.param(
        "U.S. First Lady Jill Biden is also expected to attend some games during her trip to Paris, an official said.",
        ["expected visit FRA+USA @Paris"],
        id="expected-to-attend-during-her-trip",
    ),
    pytest.param(
        "Russian Foreign Minister Sergey Lavrov came to Yerevan on Thursday. During a meeting with Armenian President Vahagn "
        "Khachaturyan on Thursday, the diplomat conveyed greetings from Moscow.",
        ["held meeting ARM+RUS 2024-02-15 @Yerevan", "held visit ARM+RUS 2024-02-15 @Yerevan"],
        id="the-diplomat-is-the-minister",
    ),
    pytest.param(
        "Russian President Vladimir Putin has said more than once in the last few months that he would meet Volodymyr Zelenskyy.",
        ["expected meeting RUS+UKR"],
        id="said-in-the-last-months-that-he-would",
    ),
    pytest.param(
        "Giorgia Meloni met President of the People's Democratic Republic of Algeria Abdelmadjid Tebboune on Thursday.",
        ["held meeting DZA+ITA 2024-02-15"],
        id="a-people-s-democratic-republic",
    ),
    pytest.param(
        "In a phone call on Thursday, Polish President Andrzej Duda conveyed Easter greetings to Pope Francis.",
        ["held call POL+VAT 2024-02-15"],
        id="extended-wishes-to",
    ),
    pytest.param(
        "Emmanuel Macron spoke today with President Joao Lourenco of Angola. They agreed to curb smuggling, support dialogue, and rebuild "
        "the railway to the coast.",
        ["held call AGO+FRA 2024-02-16"],
        id="support-dialogue",
    ),
    pytest.param(
        "An aide of the Chinese trade ministry responded to queries of reporters on the U.S.-India Chip Forum.",
        [],
        id="questions-on-a-forum",
    ),
    pytest.param(
        "Foreign Minister Yoko Kamikawa met U.S. Secretary of State Antony Blinken on Monday in Washington, D.C. They spoke about trade.",
        ["held meeting JPN+USA 2024-02-12 @Washington, D.C."],
        id="in-washington-d-c",
    ),
    pytest.param(
        "The White House announced the postponement of President Biden's visit to Tokyo.",
        ["postponed visit JPN+USA @Tokyo"],
        id="the-postponement-of-a-visit",
    ),
    pytest.param(
        "The Chinese foreign ministry confirmed the cancellation of talks between Wang Yi and Yoko Kamikawa.",
        ["cancelled meeting CHN+JPN"],
        id="the-cancellation-of-talks",
    ),
    pytest.param(
        "Antony Blinken spoke today with Moldovan President Maia Sandu about the reply to the Russian government's loud, clumsy and "
        "needless threat and about Russia's depot in Cobasna.",
        ["held call MDA+USA 2024-02-16"],
        id="a-response-has-its-own-to",
    ),
    pytest.param(
        "U.S. Vice President Kamala Harris thanked Tanzanian President Samia Suluhu Hassan for her participation in the second summit.",
        [],
        id="thanked-for-a-part-in-a-summit",
    ),
    pytest.param(
        "Jake Sullivan and Singapore's Lawrence Wong praised Prime Minister Lee's recent trip to Washington, including his talks with "
        "President Biden at Camp David.",
        ["held meeting SGP+USA @Camp David", "held visit SGP+USA @Washington"],
        id="a-recent-visit-including-talks",
    ),
    pytest.param(
        'Donald Trump praised the tone in a post on X. "Russia and Ukraine will immediately start negotiations," he wrote.',
        ["planned talks RUS+UKR"],
        id="on-x-ends-the-sentence",
    ),
    pytest.param(
        "U.S. President Donald Trump and Russian President Vladimir Putin talked about grain. It was a surprise. Nobody had expected it. "
        "It had not been announced. Trump and Putin spoke for two hours on Thursday.",
        ["held call RUS+USA 2024-02-15"],
        id="spoke-for-two-hours-further-down",
    ),
    pytest.param(
        "While having a frank discussion with Wang Yi in Vienna on Monday, Blinken raised trade.",
        ["held meeting CHN+USA 2024-02-12 @Vienna"],
        id="a-discussion-of-two-ministers-is-a-meeting",
    ),
    pytest.param(
        "Biden will hold a summit with Kishida in Tokyo next week. After the summit with Kishida he moves on to Seoul.",
        ["planned meeting JPN+USA 2024-02-19/2024-02-25 @Tokyo"],
        id="after-the-summit-he-moves-on",
    ),
    pytest.param(
        "While in Riga, Assistant Secretary of State Jessica Lewis is meeting with Latvian government officials.",
        ["planned meeting LVA+USA"],
        id="is-meeting-while-there",
    ),
    pytest.param(
        "The reporter assesses King Charles III's trip to Canada, where he will open the parliament.",
        ["planned visit CAN+GBR @Canada"],
        id="a-trip-where-he-will",
    ),
    pytest.param(
        "Blinken had been expected to skip a NATO meeting in Brussels but attended it on Monday.",
        ["held multilateral NATO+USA 2024-02-12 @Brussels"],
        id="to-skip-and-then-attend",
    ),
    pytest.param("Iran summoned the British ambassador on Monday.", ["held meeting GBR+IRN 2024-02-12"], id="an-ambassador-summoned"),
    pytest.param(
        "Biden told the paper last week that he was open to a call with Xi.", ["expected call CHN+USA"], id="open-to-a-call-is-no-call"
    ),
    pytest.param(
        "Haniyeh was a key figure in talks between Israel and Hamas, following the group's October 7 attack on Israel.",
        ["held talks Hamas+ISR"],
        id="the-day-of-an-attack-is-not-that-of-the-talks",
    ),
    pytest.param(
        "Sherman said she would build on the momentum from the February 5 summit between President Biden and President Macron.",
        ["held meeting FRA+USA 2024-02-05"],
        id="a-summit-called-by-its-day-is-past",
    ),
    pytest.param(
        "The Swedish minister looks forward to a productive summit between President Biden and President Xi in Lima.",
        ["expected meeting CHN+USA @Lima"],
        id="a-productive-summit-to-look-forward-to",
    ),
    pytest.param(
        "Modi has had phone calls with leaders of Brazil and Chile since the summit with President Biden in Delhi.",
        ["held call BRA+CHL+IND 2024-02-16", "held meeting IND+USA @Delhi"],
        id="another-contact-has-its-own-partners",
    ),
    pytest.param(
        "Pashinyan talked about his contacts with Azerbaijani President Ilham Aliyev held in Brussels on Monday.",
        ["held talks ARM+AZE 2024-02-12 @Brussels"],
        id="to-talk-about-contacts-is-none",
    ),
    pytest.param(
        "Could China confirm that Wang Yi will visit Stockholm?",
        ["expected visit CHN+SWE @Stockholm"],
        id="asked-is-not-announced",
    ),
    pytest.param(
        "U.S. Under Secretary for Political-Economic Affairs Joan Lewis will fly to Latvia on Monday. Under Secretary Lewis "
        "will meet Latvian officials in Riga.",
        ["planned visit LVA+USA 2024-02-19 @Latvia", "planned meeting LVA+USA 2024-02-19 @Riga"],
        id="a-title-with-a-hyphen",
    ),
    pytest.param(
        "U.S. Vice President Mike Pence looks forward to constructive conversations with both Prime Minister Netanyahu and President Sisi.",
        ["expected call ISR+USA", "expected call EGY+USA"],
        id="with-both-is-one-with-each",
    ),
    pytest.param(
        "In a meeting with Lao officials, then-Secretary of State John Kerry praised the dam.",
        ["held meeting LAO+USA"],
        id="then-is-not-now",
    ),
    pytest.param(
        "Russian and Ukrainian delegations held talks in Istanbul on Thursday. Zelenskyy proposed a meeting with Putin last week.",
        ["held talks RUS+UKR 2024-02-15 @Istanbul", "expected meeting RUS+UKR"],
        id="the-day-of-a-proposal-is-not-that-of-the-meeting",
    ),
    pytest.param(
        "Swedish Prime Minister Ulf Kristersson on Tuesday held separate phone calls with Zelenskyy and Xi.",
        ["held call SWE+UKR 2024-02-13", "held call CHN+SWE 2024-02-13"],
        id="separate-calls-are-one-with-each",
    ),
    pytest.param(
        "Xi met separately with Macron and Modi in Beijing on Monday.",
        ["held meeting CHN+FRA 2024-02-12 @Beijing", "held meeting CHN+IND 2024-02-12 @Beijing"],
        id="met-separately",
    ),
    pytest.param(
        "Sullivan met today with Swedish Foreign Minister Tobias Billstrom. They discussed how to follow up on the successful summit "
        "between Biden and Kishida.",
        ["held meeting SWE+USA 2024-02-16", "held meeting JPN+USA"],
        id="a-successful-summit-is-not-of-today",
    ),
    pytest.param(
        "Putin held a meeting with Belarusian President Alexander Lukashenko at the Kremlin. This is the first time this year that they "
        "are meeting in person.",
        ["held meeting BLR+RUS 2024-02-16 @Kremlin"],
        id="the-first-this-year-is-a-count",
    ),
    pytest.param(
        "Taiwan must take part in next year's APEC summit hosted by China, the U.S. State Department said.",
        ["planned multilateral APEC+CHN 2025-01-01/2025-12-31"],
        id="next-year-s-summit-lies-ahead",
    ),
    pytest.param(
        "U.S. Deputy Secretary of State Wendy Sherman held a call on Monday with United Arab Emirates (UAE) Deputy Foreign Minister "
        "Khalifa Almarar and Omani Foreign Minister Badr Albusaidi.",
        ["held call ARE+OMN+USA 2024-02-12"],
        id="two-partners-behind-long-titles",
    ),
    pytest.param(
        "Xi spoke by phone with the Swedish prime minister on Monday and sent his best wishes for a successful summit between Sweden and "
        "Finland later this week.",
        ["held call CHN+SWE 2024-02-12", "planned meeting FIN+SWE 2024-02-16/2024-02-18"],
        id="later-this-week-lies-ahead",
    ),
    pytest.param(
        "Reporter: During a visit to China, Swedish Foreign Minister Tobias Billstrom spoke of trade. What is your comment?\n\n"
        "Mao Ning: Our position is clear.\n\nReporter: Thank you.",
        ["held visit CHN+SWE @China"],
        id="what-is-asked-in-a-transcript-is-no-news-of-the-day",
    ),
    pytest.param(
        "Moscow's ambassador to the United States, Anatoly Antonov, will go on a visit to California later this month. From Feb. 25 to "
        "March 1, Ambassador Antonov will visit California, the embassy said.",
        ["planned visit RUS+USA 2024-02-25/2024-03-01 @California"],
        id="days-told-before-the-rest-of-a-month",
    ),
    pytest.param(
        "Swedish Foreign Minister Tobias Billstrom travels to Tokyo on Saturday and to Seoul next week.",
        ["planned visit JPN+SWE 2024-02-17 @Tokyo", "planned visit KOR+SWE 2024-02-19/2024-02-25 @Seoul"],
        id="a-day-here-and-a-week-there",
    ),
    pytest.param(
        "Swedish Prime Minister Ulf Kristersson arrived in Turku on Monday. Kristersson met Finnish President Sauli Niinisto.",
        ["held visit FIN+SWE 2024-02-12 @Turku", "held meeting FIN+SWE 2024-02-12/2024-02-16 @Turku"],
        id="met-since-the-arrival",
    ),
    pytest.param(
        "Swedish Foreign Minister Tobias Billstrom held talks with Finnish Foreign Minister Elina Valtonen in Turku on Tuesday.",
        ["held meeting FIN+SWE 2024-02-13 @Turku"],
        id="talks-of-two-ministers-are-a-meeting",
    ),
    pytest.param(
        "Swedish Prime Minister Ulf Kristersson held a new round of talks with Turkish President Recep Tayyip Erdogan on Tuesday.",
        ["held talks SWE+TUR 2024-02-13"],
        id="a-round-of-talks-is-talks",
    ),
    pytest.param(
        "Swedish Prime Minister Ulf Kristersson held trade talks with Turkish President Recep Tayyip Erdogan on Tuesday.",
        ["held talks SWE+TUR 2024-02-13"],
        id="talks-with-a-topic-are-talks",
    ),
    pytest.param(
        "Swedish Prime Minister Ulf Kristersson headed for Tokyo on Tuesday for talks with Japanese Prime Minister Fumio Kishida.",
        ["held visit JPN+SWE 2024-02-13/ @Tokyo", "planned meeting JPN+SWE @Tokyo"],
        id="setting-out-for-talks",
    ),
    pytest.param(
        "Swedish Prime Minister Ulf Kristersson visited Japan on Tuesday. Asked why he would visit Japan, Kristersson spoke of trade.",
        ["held visit JPN+SWE 2024-02-13 @Japan"],
        id="asked-why",
    ),
    pytest.param(
        "Swedish Prime Minister Ulf Kristersson engaged with Finnish President Sauli Niinisto in Turku on Tuesday.",
        ["held meeting FIN+SWE 2024-02-13 @Turku"],
        id="engaged-with",
    ),
    pytest.param(
        "Swedish Prime Minister Ulf Kristersson's trip to Japan in April was confirmed by his office.",
        ["planned visit JPN+SWE 2024-04-01/2024-04-30 @Japan"],
        id="a-trip-confirmed",
    ),
    pytest.param(
        "Sweden wants a voice. "
        "Prime Minister Ulf Kristersson made this clear in a previous meeting with Finnish Prime Minister Petteri Orpo.",
        ["held meeting FIN+SWE"],
        id="a-previous-meeting-is-not-of-the-day",
    ),
    pytest.param(
        "Talks between Serbia and Kosovo have been deadlocked for months.",
        ["held talks SRB+XKX"],
        id="months-are-not-the-day",
    ),
    pytest.param(
        "Swedish Prime Minister Ulf Kristersson visited Finland on Wednesday. Kristersson met Finnish Prime Minister Petteri Orpo.",
        ["held visit FIN+SWE 2024-02-14 @Finland", "held meeting FIN+SWE 2024-02-14 @Finland"],
        id="met-on-the-visit-just-dated",
    ),
    pytest.param(
        "Swedish Prime Minister Ulf Kristersson concluded a three-day visit to Japan on Thursday.",
        ["held visit JPN+SWE 2024-02-13/2024-02-15 @Japan"],
        id="days-before-the-last",
    ),
    pytest.param(
        "Swedish Prime Minister Ulf Kristersson began a three-day visit to Japan on Tuesday.",
        ["held visit JPN+SWE 2024-02-13/2024-02-15 @Japan"],
        id="days-after-the-first",
    ),
    pytest.param(
        "Swedish Prime Minister Ulf Kristersson returned to Stockholm on Tuesday after a visit to Japan.",
        ["held visit JPN+SWE @Japan"],
        id="coming-home-is-no-visit",
    ),
    pytest.param(
        "Swedish and Finnish envoys met in Geneva on Tuesday on the latest in the Iran-US negotiations.",
        ["held meeting FIN+SWE 2024-02-13 @Geneva"],
        id="the-latest-in-other-talks",
    ),
    pytest.param(
        "Iran and the United States will hold the fifth round of talks in Rome on Feb. 20. "
        "Iranian and U.S. delegations have held four rounds of talks in Oman.",
        ["planned talks IRN+USA 2024-02-20 @Rome", "held talks IRN+USA @Oman"],
        id="rounds-held-are-not-the-round-ahead",
    ),
    pytest.param(
        "The photo shows Antony Blinken shaking hands with China's Wang Yi in Munich on Feb. 15, 2024.",
        ["held meeting CHN+USA 2024-02-15 @Munich"],
        id="shown-in-a-photo",
    ),
    pytest.param(
        "French President Emmanuel Macron will make a state visit to Japan in May. "
        "It marks Macron's first visit to Japan since taking office.",
        ["planned visit FRA+JPN 2024-05-01/2024-05-31 @Japan"],
        id="it-marks-the-visit-just-told",
    ),
    pytest.param(
        "Sergei Lavrov on Thursday cancelled a visit to Turkey. "
        "He had been scheduled to see his Turkish counterpart, Hakan Fidan, in Istanbul.",
        ["cancelled visit RUS+TUR @Turkey", "cancelled meeting RUS+TUR @Istanbul"],
        id="off-with-the-visit",
    ),
    pytest.param(
        "Vladimir Putin, speaking before talks with King Abdullah of Jordan, praised the truce.",
        ["planned meeting JOR+RUS"],
        id="the-partner-of-the-talks-is-not-spoken-to",
    ),
    pytest.param(
        "Vladimir Putin was among the first to telephone the Turkish leader after the coup.",
        ["held call RUS+TUR 2024-02-16"],
        id="among-the-first-to",
    ),
    pytest.param(
        "Antony Blinken will visit Armenia and Georgia next week, the U.S. State Department said.",
        ["planned visit ARM+USA 2024-02-19/2024-02-25 @Armenia", "planned visit GEO+USA 2024-02-19/2024-02-25 @Georgia"],
        id="georgia-beside-states",
    ),
    pytest.param(
        "Japanese Foreign Minister Yoko Kamikawa met with her South Korean counterpart Cho Tae-yul in Seoul on Thursday.",
        ["held meeting JPN+KOR 2024-02-15 @Seoul"],
        id="met-with-counterpart",
    ),
    pytest.param(
        "Indian External Affairs Minister S. Jaishankar will meet with French Foreign Minister Stephane Sejourne in Paris on Monday.",
        ["planned meeting FRA+IND 2024-02-19 @Paris"],
        id="will-meet",
    ),
    pytest.param(
        "British Prime Minister Rishi Sunak spoke by phone with Israeli Prime Minister Benjamin Netanyahu on Thursday.",
        ["held call GBR+ISR 2024-02-15"],
        id="spoke-by-phone",
    ),
    pytest.param(
        "Turkish President Recep Tayyip Erdogan postponed a visit to Iraq that was planned for next week.",
        ["postponed visit IRQ+TUR 2024-02-19/2024-02-25 @Iraq"],
        id="postponed-visit",
    ),
    pytest.param(
        "Brazilian President Luiz Inacio Lula da Silva arrived in Cairo on Wednesday for talks with Egyptian "
        "President Abdel Fattah al-Sisi.",
        ["held visit BRA+EGY 2024-02-14 @Cairo", "held meeting BRA+EGY 2024-02-14 @Cairo"],
        id="arrived-for-talks",
    ),
    pytest.param(
        "The foreign ministers of Armenia and Azerbaijan are expected to hold talks in Berlin later this month.",
        ["expected talks ARM+AZE 2024-02-16/2024-02-29 @Berlin"],
        id="expected-to-hold-talks",
    ),
    pytest.param(
        "Polish President Andrzej Duda was invited to visit Kenya, his office said.",
        ["invited visit KEN+POL @Kenya"],
        id="invited",
    ),
    pytest.param(
        "During a visit to Canberra last week, New Zealand Defence Minister Judith Collins told her Australian counterpart Richard Marles "
        "that both navies would train together.",
        ["held visit AUS+NZL 2024-02-05/2024-02-11 @Canberra"],
        id="during-a-visit",
    ),
    pytest.param(
        "Japanese Prime Minister Fumio Kishida and South Korean President Yoon Suk-yeol are expected to hold "
        "talks over the phone this week.",
        ["expected call JPN+KOR 2024-02-16/2024-02-18"],
        id="talks-over-the-phone-are-a-call",
    ),
    pytest.param(
        "The first meeting since July between the foreign ministers of India and China took place in Munich on Thursday.",
        ["held meeting CHN+IND 2024-02-15 @Munich"],
        id="since-july-is-not-its-date",
    ),
    pytest.param(
        "The trip by British Foreign Secretary David Cameron to Poland will follow his meeting with Polish Foreign Minister "
        "Radoslaw Sikorski in London on Jan. 10.",
        ["held meeting GBR+POL 2024-01-10 @London", "planned visit GBR+POL @Poland"],
        id="what-a-trip-follows-is-past",
    ),
    pytest.param(
        "French President Emmanuel Macron approved a proposal to hold talks with Brazilian President Luiz "
        "Inacio Lula da Silva in Brasilia on Tuesday.",
        ["expected meeting BRA+FRA 2024-02-20 @Brasilia"],
        id="a-proposal-puts-the-weekday-ahead",
    ),
    pytest.param(
        "Italian Prime Minister Giorgia Meloni returned from Ethiopia on Thursday.",
        ["held visit ETH+ITA /2024-02-15 @Ethiopia"],
        id="returned-from",
    ),
    pytest.param(
        "Pakistani Foreign Minister Jalil Abbas Jilani urged Kabul to stop the attacks during a visit to Iran on Wednesday.",
        ["held visit IRN+PAK 2024-02-14 @Iran"],
        id="a-visit-belongs-to-the-finite-verb",
    ),
    pytest.param(
        "Norwegian Foreign Minister Espen Barth Eide met with government officials in Hanoi on Wednesday.",
        ["held meeting NOR+VNM 2024-02-14 @Hanoi"],
        id="nameless-officials-are-those-of-the-place",
    ),
    pytest.param(
        "Leaders will gather for the NATO summit in Washington in July.",
        ["planned multilateral NATO 2024-07-01/2024-07-31 @Washington"],
        id="a-body-gathers",
    ),
    pytest.param(
        "Australian Prime Minister Anthony Albanese called off a trip to Papua New Guinea.",
        ["cancelled visit AUS+PNG @Papua New Guinea"],
        id="called-off",
    ),
    pytest.param(
        "Saudi Foreign Minister Prince Faisal bin Farhan received a call from Iranian Foreign Minister "
        "Hossein Amir-Abdollahian on Thursday.",
        ["held call IRN+SAU 2024-02-15"],
        id="a-call-from",
    ),
    pytest.param(
        "India and Pakistan held talks in Lahore on Thursday. The next round will be held in Delhi in March.",
        ["held talks IND+PAK 2024-02-15 @Lahore", "planned talks IND+PAK 2024-03-01/2024-03-31 @Delhi"],
        id="a-further-round",
    ),
    pytest.param(
        "Britain and the EU held talks in London on Monday. Formal negotiations will resume next week in Brussels.",
        ["held talks EU+GBR 2024-02-12 @London", "planned talks EU+GBR 2024-02-19/2024-02-25 @Brussels"],
        id="talks-resume",
    ),
    pytest.param(
        "Iran and Saudi Arabia restored relations on Thursday. Foreign ministers of the two countries are to meet in May.",
        ["planned meeting IRN+SAU 2024-05-01/2024-05-31"],
        id="ministers-of-the-two-countries",
    ),
    pytest.param(
        "Officials from India and Pakistan met in Lahore on Wednesday. Major generals of the two armies met on Thursday.",
        ["held meeting IND+PAK 2024-02-14 @Lahore", "held meeting IND+PAK 2024-02-15"],
        id="two-armies",
    ),
    pytest.param(
        "Under Secretary of State Victoria Nuland and Turkish Deputy Foreign Minister Sedat Onal, with their "
        "delegations, met in Ankara on Thursday.",
        ["held meeting TUR+USA 2024-02-15 @Ankara"],
        id="list-lost-in-titles",
    ),
    pytest.param(
        "Kyiv's allies imposed sanctions on Moscow on Thursday, a day after a phone call between US president Joe Biden"
        " and Russian president Vladimir Putin.",
        ["held call RUS+USA 2024-02-14"],
        id="between-office-and-name",
    ),
    pytest.param(
        "Xi Jinping's meeting with Anthony Albanese on Thursday came two days after the Australian leader landed in Beijing.",
        ["held meeting AUS+CHN 2024-02-15", "held visit AUS+CHN 2024-02-13 @Beijing"],
        id="a-day-after-he-landed",
    ),
    pytest.param(
        "This comes a week after French President Emmanuel Macron attended a summit with Slovak Prime Minister Robert Fico.",
        ["held meeting FRA+SVK"],
        id="a-week-after",
    ),
    pytest.param(
        "U.S. Treasury Secretary Janet Yellen said that trade talks with China were stalled.",
        ["held talks CHN+USA 2024-02-16"],
        id="whose-trade-talks",
    ),
    pytest.param(
        "Japanese Foreign Minister Yoko Kamikawa paid a courtesy call on Chinese Premier Li Qiang in Beijing on Thursday.",
        ["held meeting CHN+JPN 2024-02-15 @Beijing"],
        id="courtesy-call",
    ),
    pytest.param(
        "French President Emmanuel Macron sent Russian President Vladimir Putin a letter on Monday.",
        ["held letter FRA+RUS 2024-02-12"],
        id="letter-sent",
    ),
    pytest.param(
        "British Foreign Secretary David Cameron dined with Chinese Foreign Minister Wang Yi on Thursday.",
        ["held meeting CHN+GBR 2024-02-15"],
        id="dined",
    ),
    pytest.param(
        "Taiwan President Tsai Ing-wen passed through New York on Wednesday.", ["held visit TWN+USA 2024-02-14 @New York"], id="through"
    ),
    pytest.param(
        "Joe Biden and Xi Jinping are to come together in San Francisco on Wednesday.",
        ["planned meeting CHN+USA 2024-02-21 @San Francisco"],
        id="together",
    ),
    pytest.param(
        "Chinese President Xi Jinping discussed trade with U.S. President Joe Biden by phone on Wednesday.",
        ["held call CHN+USA 2024-02-14"],
        id="by-phone",
    ),
    pytest.param(
        "Canadian Foreign Minister Melanie Joly is to brief her Ukrainian counterpart Dmytro Kuleba by telephone on Monday.",
        ["planned call CAN+UKR 2024-02-19"],
        id="to-brief-by-telephone",
    ),
    pytest.param(
        "U.S. President Joe Biden confronted his Chinese counterpart, Xi Jinping, during a White House meeting on Wednesday.",
        ["held meeting CHN+USA 2024-02-14"],
        id="confronted-during-a-meeting",
    ),
    pytest.param(
        "Indian Foreign Minister S. Jaishankar on Thursday withdrew from a meeting with his Pakistani counterpart Jalil Abbas Jilani.",
        ["cancelled meeting IND+PAK"],
        id="withdrew-from",
    ),
    pytest.param(
        "Ukrainian President Volodymyr Zelenskyy said there would be no talks with Russia until its troops had left.",
        ["refused talks RUS+UKR"],
        id="no-talks-until",
    ),
    pytest.param(
        "A meeting between Volodymyr Zelenskyy and Luiz Inacio Lula da Silva did not come about.",
        ["cancelled meeting BRA+UKR"],
        id="did-not-come-about",
    ),
    pytest.param(
        "Prospects are slim for a summer meeting between U.S. and Russian officials.", ["expected meeting RUS+USA"], id="slim-prospects"
    ),
    pytest.param(
        "Kosovo's Prime Minister Albin Kurti invited Serbian President Aleksandar Vucic to Pristina, and Vucic accepted.",
        ["planned visit SRB+XKX @Pristina"],
        id="invitation-accepted",
    ),
    pytest.param(
        "Kosovo's Prime Minister Albin Kurti invited Serbian President Aleksandar Vucic to Pristina, but Vucic declined.",
        ["refused visit SRB+XKX @Pristina"],
        id="invitation-declined",
    ),
    pytest.param(
        "Estonian Foreign Minister Margus Tsahkna was due to be received by Czech Prime Minister Petr Fiala in Prague on Monday.",
        ["planned meeting CZE+EST 2024-02-19 @Prague"],
        id="due-to-be-received",
    ),
    pytest.param("Philippine President Ferdinand Marcos Jr. shelved a trip to Berlin.", ["postponed visit DEU+PHL @Berlin"], id="shelved"),
    pytest.param(
        "Latvian Foreign Minister Baiba Braze will visit Warsaw on Tuesday and Wednesday, Vienna on Thursday and Paris on Friday.",
        [
            "planned visit LVA+POL 2024-02-20/2024-02-21 @Warsaw",
            "planned visit AUT+LVA 2024-02-22 @Vienna",
            "planned visit FRA+LVA 2024-02-23 @Paris",
        ],
        id="itinerary",
    ),
    pytest.param(
        "Pedro Sanchez opened February by meeting Brazilian President Luiz Inacio Lula da Silva in Brasilia, Indian leader Narendra Modi "
        "in Delhi and French President Emmanuel Macron in Paris.",
        [
            "held meeting BRA+ESP 2024-02-01/2024-02-16 @Brasilia",
            "held meeting ESP+IND 2024-02-01/2024-02-16 @Delhi",
            "held meeting ESP+FRA 2024-02-01/2024-02-16 @Paris",
        ],
        id="people-and-places",
    ),
    pytest.param(
        "South Korean President Yoon Suk-yeol will leave for Beijing on Sunday. On Tuesday, Yoon will travel on to Shanghai.",
        ["planned visit CHN+KOR 2024-02-18/2024-02-20 @Beijing"],
        id="legs-of-a-journey",
    ),
    pytest.param(
        "U.S. Secretary of State Antony Blinken returned on Thursday from a trip to the Middle East.",
        ["held visit USA /2024-02-15 @Middle East"],
        id="part-of-the-world",
    ),
    pytest.param(
        "On the eve of his trip to Europe, U.S. Secretary of State Antony Blinken gave a speech on Wednesday.",
        ["planned visit USA @Europe"],
        id="eve",
    ),
    pytest.param(
        "Moldovan Foreign Minister Mihai Popsoi will take part in a donor conference in Berlin on Monday.",
        ["planned multilateral MDA 2024-02-19 @Berlin"],
        id="conference-abroad",
    ),
    pytest.param(
        "Hungarian Prime Minister Viktor Orban will attend a NATO summit in Washington in July.",
        ["planned multilateral HUN+NATO 2024-07-01/2024-07-31 @Washington"],
        id="attends-a-body",
    ),
    pytest.param(
        "It was the first visit to Libya by a British prime minister since Winston Churchill's in 1943.",
        ["held visit GBR+LBY @Libya"],
        id="first-since",
    ),
    pytest.param(
        "Finnish President Alexander Stubb said on Monday he had found new partners during a tour that took him to Kenya, Ghana and Egypt.",
        ["held visit EGY+FIN+GHA+KEN @Kenya"],
        id="a-tour-takes-more-than-a-day",
    ),
    pytest.param(
        "Finnish President Alexander Stubb spoke with Estonian President Alar Karis on Thursday. The two leaders welcomed efforts to open "
        "trade among neighbours, exemplified most recently by the regional summit for trade held in Tunis.",
        ["held call EST+FIN 2024-02-15"],
        id="a-summit-of-others",
    ),
    pytest.param(
        "The President of Egypt is interested in talks with the President of Kenya.",
        ["expected meeting EGY+KEN"],
        id="interested-in",
    ),
    pytest.param(
        "Finnish President Alexander Stubb and Estonian President Alar Karis held consultations on Friday. They were a continuation of the "
        "recent discussions held in Riga between Foreign Ministers Elina Valtonen of Finland and Margus Tsahkna of Estonia.",
        ["held talks EST+FIN 2024-02-16", "held talks EST+FIN @Riga"],
        id="recent-has-no-day",
    ),
    pytest.param(
        "Finnish President Alexander Stubb met Estonian President Alar Karis when he was in Nairobi.",
        ["held meeting EST+FIN 2024-02-16", "held visit FIN+KEN @Nairobi"],
        id="when-he-was-there",
    ),
    pytest.param(
        "Finland sent aid. It was promised by Finnish President Alexander Stubb when he was in Nairobi. Trade has grown, officials say. "
        "An official wished to keep the briefing here today focused on the visit.",
        ["held visit FIN+KEN @Nairobi"],
        id="the-day-on-which-it-is-spoken-of",
    ),
    pytest.param(
        "Donald Tusk and Emmanuel Macron agreed on aid during their weekend talks in Weimar.",
        ["held meeting FRA+POL 2024-02-10/2024-02-11 @Weimar"],
        id="weekend-talks",
    ),
    pytest.param(
        "Indian Prime Minister Narendra Modi's trip to Colombo begins on Sunday.",
        ["planned visit IND+LKA 2024-02-18 @Colombo"],
        id="begins-on",
    ),
    pytest.param(
        "A Turkish delegation headed by Ibrahim Kalin met Egyptian President Abdel Fattah al-Sisi in Cairo on Thursday.",
        ["held meeting EGY+TUR 2024-02-15 @Cairo"],
        id="headed-by",
    ),
    pytest.param(
        "Delegations of Israel and Jordan will meet next week to agree on flights.",
        ["planned meeting ISR+JOR 2024-02-19/2024-02-25"],
        id="farmers-fly",
    ),
    pytest.param(
        "At a meeting in the northern city of Porto on Wednesday, Spanish Foreign Minister Jose Manuel Albares assured his "
        "Brazilian counterpart Mauro Vieira that a pact was near.",
        ["held meeting BRA+ESP 2024-02-14 @Porto"],
        id="town-of",
    ),
    pytest.param(
        "South Korean President Yoon Suk-yeol is scheduled to leave Seoul for Beijing on Sunday for talks with Xi Jinping.",
        ["planned visit CHN+KOR 2024-02-18/ @Beijing", "planned meeting CHN+KOR 2024-02-18/ @Beijing"],
        id="journey-for-talks",
    ),
    pytest.param(
        "South Korean Foreign Minister Cho Tae-yul spoke by phone with Antony Blinken and with Yoko Kamikawa on Thursday.",
        ["held call JPN+KOR+USA 2024-02-15"],
        id="again-with",
    ),
    pytest.param(
        "British Agriculture Minister Michael Jopling endorsed the Uruguay round negotiations during a visit to Washington this week.",
        ["held visit GBR+USA 2024-02-12/2024-02-16 @Washington"],
        id="uruguay-round",
    ),
    pytest.param(
        "Peru and Chile held border talks in Lima on Thursday. The next round will take place in Santiago in May.",
        ["held talks CHL+PER 2024-02-15 @Lima", "planned talks CHL+PER 2024-05-01/2024-05-31 @Santiago"],
        id="the-next-round-is-theirs-too",
    ),
    pytest.param(
        "No decision has been taken yet on the venue for talks between Peru and Chile.",
        ["expected talks CHL+PER"],
        id="a-venue-still-open",
    ),
    pytest.param(
        "Officials advanced preparations for the relaunch of the Kenya-Uganda Border Dialogue, which will be held in Nairobi on March 9.",
        ["planned talks KEN+UGA 2024-03-09 @Nairobi"],
        id="a-pair-in-one-word-and-its-relative-clause",
    ),
    pytest.param(
        "Talks between Mali and Algeria opened in January and the next round of negotiations is due to open in Algiers on Monday.",
        ["held talks DZA+MLI 2024-01-01/2024-01-31", "planned talks DZA+MLI 2024-02-19 @Algiers"],
        id="each-clause-has-its-day",
    ),
    pytest.param(
        "Emmanuel Macron's visit to Rabat would mark his first trip to Morocco since 2018.",
        ["expected visit FRA+MAR @Rabat"],
        id="a-visit-marks-itself",
    ),
    pytest.param(
        "Modi meets Macron in Paris\n\nPrime Minister Narendra Modi said trade was growing.",
        ["held meeting FRA+IND 2024-02-16 @Paris"],
        id="a-heading-in-the-text",
    ),
    pytest.param(
        "EU negotiator Michel Barnier is due to arrive in London for a last round of talks on Tuesday.",
        ["planned talks EU+GBR 2024-02-20 @London", "planned visit EU+GBR 2024-02-20 @London"],
        id="talks-with-those-travelled-to",
    ),
    pytest.param(
        "The foreign minister of Iran, Hossein Amir-Abdollahian, is coming to Ankara for talks with his Turkish counterpart Hakan Fidan.",
        ["planned meeting IRN+TUR @Ankara", "planned visit IRN+TUR @Ankara"],
        id="is-coming",
    ),
    pytest.param(
        "The Greek foreign minister said Greece and Turkey were moving towards talks on the shelf.",
        ["expected talks GRC+TUR"],
        id="towards-talks",
    ),
    pytest.param(
        "Modi will make a historic stop in Fiji while travelling from New Delhi to Canberra in May.",
        ["planned visit AUS+IND 2024-05-01/2024-05-31 @Canberra", "planned visit FJI+IND @Fiji"],
        id="on-the-way-to-what-lies-ahead",
    ),
    pytest.param(
        "Biden rallied the allies in advance of his meeting with Vladimir Putin on Wednesday.",
        ["planned meeting RUS+USA 2024-02-21"],
        id="in-advance-of-wednesday",
    ),
    pytest.param(
        "Sergei Lavrov will travel to Kenya, Burundi and Rwanda March 26-30.",
        [
            "planned visit BDI+RUS 2024-03-26/2024-03-30 @Burundi",
            "planned visit KEN+RUS 2024-03-26/2024-03-30 @Kenya",
            "planned visit RUS+RWA 2024-03-26/2024-03-30 @Rwanda",
        ],
        id="the-last-stop-before-the-days",
    ),
    pytest.param(
        "They spoke of Joe Biden's visit to Israel, just after the tragic attack of Oct. 7.",
        ["held visit ISR+USA @Israel"],
        id="the-day-of-another-event",
    ),
    pytest.param(
        "Ukrainian President Volodymyr Zelenskyy postponed a trip to Saudi Arabia that had been set for Wednesday.",
        ["postponed visit SAU+UKR 2024-02-21 @Saudi Arabia"],
        id="had-been-set-for",
    ),
    pytest.param(
        "A meeting of Turkish and Swedish officials, which was to have taken place in Brussels in March, has been postponed.",
        ["postponed meeting SWE+TUR 2024-03-01/2024-03-31"],
        id="was-to-have-taken-place",
    ),
    pytest.param(
        "A meeting of the leaders of Japan and India planned for next Wednesday in Sydney will not go ahead.",
        ["cancelled meeting IND+JPN 2024-02-21 @Sydney"],
        id="planned-but-will-not-go-ahead",
    ),
    pytest.param(
        "Philippine President Ferdinand Marcos Jr. is on a state visit to China that ends on Sunday.",
        ["under way visit CHN+PHL 2024-02-16 @China"],
        id="a-visit-that-ends-has-begun",
    ),
    pytest.param(
        "Hungarian Foreign Minister Peter Szijjarto met his Serbian colleague Marko Djuric in Subotica on Wednesday.",
        ["held meeting HUN+SRB 2024-02-14"],
        id="his-colleague",
    ),
    pytest.param(
        "Polish Prime Minister Donald Tusk told Emmanuel Macron in a phone call on Monday that Ukraine needed shells.",
        ["held call FRA+POL 2024-02-12"],
        id="a-call-on-a-day",
    ),
    pytest.param(
        "Russian Foreign Minister Sergei Lavrov is due in Ankara on Tuesday for talks with Hakan Fidan.",
        ["planned visit RUS+TUR 2024-02-20 @Ankara", "planned meeting RUS+TUR 2024-02-20 @Ankara"],
        id="due-in",
    ),
    pytest.param(
        "Chinese Foreign Minister Wang Yi is expected in Delhi next week.",
        ["expected visit CHN+IND 2024-02-19/2024-02-25 @Delhi"],
        id="expected-in",
    ),
    pytest.param(
        "Joe Biden spoke today with Egypt's Abdel Fattah El-Sisi. The two leaders consulted on aid for Gaza and discussed the "
        "negotiations in Doha.",
        ["held call EGY+USA 2024-02-16"],
        id="what-they-did-on-the-call",
    ),
    pytest.param(
        "A Qatari envoy, Mutlaq al-Qahtani, was in Nairobi this week for discussions with government officials.",
        ["held visit KEN+QAT 2024-02-12/2024-02-16 @Nairobi", "held talks KEN+QAT 2024-02-12/2024-02-16 @Nairobi"],
        id="talks-on-the-days-of-the-journey",
    ),
    pytest.param(
        "Argentine Economy Minister Luis Caputo left on Sunday for the United States for talks with creditor banks.",
        ["held visit ARG+USA 2024-02-11/ @United States"],
        id="talks-with-banks",
    ),
    pytest.param(
        "Maldivian President Mohamed Muizzu returned on Saturday from a five-day state visit to China.",
        ["held visit CHN+MDV 2024-02-06/2024-02-10 @China"],
        id="back-from-a-visit",
    ),
    pytest.param(
        "The US and China will hold trade talks in London on Monday, with Katherine Tai and He Lifeng leading the delegations.",
        ["planned talks CHN+USA 2024-02-19 @London"],
        id="together-with-the-state",
    ),
]


PEOPLE = {
    "counterparts told by name after a comma": (
        "Vice Premier He Lifeng of China held trade talks with his U.S. counterparts, Treasury Secretary Scott Bessent and Trade "
        "Representative Jamieson Greer, in Paris on Monday.",
        {"held talks": {"He Lifeng", "Scott Bessent", "Jamieson Greer"}},
    ),
    "the trip is the one ahead": (
        "President Gitanas Nauseda will pay a visit to Japan next week. It marks Nauseda's first visit to Japan since his election in May "
        "and the first visit to Japan by a Lithuanian president since 2019. Bank chairman Jonas Petraitis will join Nauseda on the trip.",
        {"planned visit": {"Gitanas Nauseda", "Jonas Petraitis"}, "held visit": set()},
    ),
    "their meeting is not of the pair told before": (
        "Lithuanian Foreign Minister Kestutis Budrys came to Helsinki on Thursday to build on the January 9 discussions between "
        "President Gitanas Nauseda and President Alexander Stubb. Budrys was joined by his deputy. During their meeting with President "
        "Stubb, Foreign Minister Budrys asked for a ferry.",
        {"held visit": {"Kestutis Budrys"}, "held talks": {"Gitanas Nauseda", "Alexander Stubb"},
         "held meeting": {"Kestutis Budrys", "Alexander Stubb"}},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PEOPLE.values(), ids=PEOPLE)
def test_who_took_part(text: str, expected: dict[str, set[str]]) -> None:
    assert {f"{c.status} {c.kind}": {p.name for p in c.people} for c in told(text)} == expected


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_engagements_told(text: str, expected: list[str]) -> None:
    assert sorted(line(c) for c in told(text)) == sorted(expected)


NOTHING = [
    pytest.param("Biden planned to skip a NATO meeting in Brussels.", id="to-skip-a-meeting"),
    pytest.param("EU trade talks will go on.", id="a-body-s-talks-are-with-another"),
    pytest.param("Mr Frost said the EU's Michel Barnier will not negotiate on fish until Britain moves.", id="terms-are-no-refusal"),
    pytest.param(
        "In January a group of twelve Eritreans reached Norway, and 40 more Eritreans arrived in Sweden on Monday to seek asylum.",
        id="refugees-are-no-side",
    ),
    pytest.param("On Monday, Billstrom was in touch with colleagues in Oman and Kenya about the ship.", id="in-touch-is-not-there"),
    pytest.param(
        "Netanyahu spoke of Gaza on Wednesday. Regarding the Iranian nuclear talks, he stated that he agreed with the US.",
        id="regarding-talks",
    ),
    pytest.param("Evidence gathered by U.S. officials in 2016 showed that Iraq and Myanmar had used children.", id="evidence-gathered"),
    pytest.param(
        "The British climbers and their Afghan escort left base camp at dawn. They pushed for the summit of the mountain.",
        id="the-summit-of-a-mountain",
    ),
    pytest.param(
        "If he had a chance to hold a phone call with Xi, Billstrom would ask for the publisher's release.",
        id="if-he-had-the-opportunity",
    ),
    pytest.param("The talks in Oslo covered the dialogue between Belgrade and Pristina.", id="a-dialogue-on-the-agenda"),
    pytest.param(
        "Kristersson and Billstrom spoke to reporters about their government's contacts with Russian officials.", id="spoke-about-contacts"
    ),
    pytest.param("Britain said it would pause free trade talks with Israel.", id="would-pause"),
    pytest.param("Swedish Prime Minister Ulf Kristersson told his mostly American audience that trade mattered.", id="an-audience-listens"),
    pytest.param("There are no proposals to hold a dialogue between Kenya and Somalia, Nairobi said.", id="no-proposals"),
    pytest.param("Sweden is advising against all travel to Niger.", id="travel-advice"),
    pytest.param("Swedish President Olof Berg could risk arrest when traveling to countries including Japan.", id="whenever-he-travels"),
    pytest.param("Sweden will be allowed to fly ten times a week to Japan from July 1.", id="times-a-week"),
    pytest.param("Aides laid the groundwork for the Kristersson-Kishida meeting last week.", id="groundwork"),
    pytest.param("Brazil pushed back its ultimatum to Peru, a return to the earlier deadline.", id="a-return-to-a-deadline"),
    pytest.param("No date for a summit between Xi Jinping and Narendra Modi was announced.", id="no-date"),
    pytest.param("Germany met France in the final on Saturday after beating Spain on penalties.", id="sport"),
    pytest.param("The board of Toyota will hold its annual meeting in Nagoya on Tuesday.", id="company"),
    pytest.param("Two climbers reached the summit of Mount Everest in Nepal on Thursday, a Chinese guide said.", id="mountain"),
    pytest.param("The French defendant told the court in Paris that he had visited Italy twice.", id="court"),
    pytest.param("No meeting between the United States and North Korea is planned, a State Department spokesman said.", id="denied"),
    pytest.param("Heavy rain moving from Belgium will visit the Netherlands on Friday, forecasters said.", id="weather"),
    pytest.param("Spanish Prime Minister Pedro Sanchez urged London to return the statues to Spain.", id="return-of-things"),
    pytest.param("German prosecutors gathered evidence on French exports to Russia.", id="evidence-gathered"),
    pytest.param("Chinese Premier Li Qiang welcomed growing exports to Brazil.", id="a-trend-welcomed"),
    pytest.param("Canberra warned Australians on Friday not to visit China.", id="anybody-warned"),
    pytest.param("Vice President Kamala Harris spoke to American voters in Savannah, Georgia, on Thursday.", id="georgia-of-the-south"),
    pytest.param(
        "The package that Mexican Finance Minister Luis Ortega negotiated with the Philippines' commercial creditors was a bargain.",
        id="with-its-creditors",
    ),
    pytest.param("Trips to Cuba with an American tour company have become dearer.", id="anybody's-trips"),
    pytest.param("The new film about Winston Churchill's meeting with destiny opens in Britain and Canada on Friday.", id="film"),
    pytest.param("The Kremlin denied that a meeting between Vladimir Putin and Volodymyr Zelenskyy was planned.", id="denied-plan"),
    pytest.param("Brazil will not go to the IMF, its president said.", id="body-goes"),
    pytest.param("The Foreign Ministry in Beijing answered questions about the China-Japan consultations.", id="questions-about-talks"),
    pytest.param("Beijing gave an update on the fifth round of China-Canada trade talks.", id="an-update-on-talks"),
    pytest.param(
        "The foreign ministers of Norway and Iceland agreed on further personal contacts and to remain in close contact.", id="kept-up"
    ),
]


CAUSES = [
    pytest.param(
        "U.S. Secretary of State Antony Blinken postponed a visit to Beijing on Friday after a spy balloon was tracked over Montana.",
        "after a spy balloon was tracked over Montana",
        id="after-a-clause",
    ),
    pytest.param(
        "Turkey has cancelled a visit by Swedish Defence Minister Pal Jonson over a protest in Stockholm, officials said.",
        "over a protest in Stockholm",
        id="over",
    ),
    pytest.param(
        "A meeting of the foreign ministers of India and Pakistan was called off because of the killing of policemen in Kashmir.",
        "because of the killing of policemen in Kashmir",
        id="because-of",
    ),
    pytest.param(
        "Citing the attack in Ankara, Turkish President Recep Tayyip Erdogan put off a trip to Warsaw.",
        "Citing the attack in Ankara",
        id="citing",
    ),
    pytest.param(
        "A meeting of Turkish, Swedish and Finnish officials was postponed at Turkey's request.", "at Turkey's request", id="at-the-request"
    ),
    pytest.param("French President Emmanuel Macron postponed a trip to Ukraine until after the election.", None, id="until-is-a-time"),
    pytest.param("Indian Prime Minister Narendra Modi cancelled a visit to Portugal over the weekend.", None, id="over-the-weekend"),
]


@pytest.mark.parametrize(("text", "cause"), CAUSES)
def test_why_it_is_off(text: str, cause: str | None) -> None:
    (found,) = told(text)
    assert (found.cause.text if found.cause else None) == cause


def test_where_the_cause_happened_is_not_the_place() -> None:
    (found,) = told("A meeting of the foreign ministers of India and Pakistan was called off because of a killing in Kashmir.")
    assert found.place is None


def test_the_text_tells_why_more_fully_than_the_title() -> None:
    (found,) = told(
        "U.S. Secretary of State Antony Blinken on Friday postponed a trip to China after a spy balloon was tracked over Montana.",
        title="Blinken postpones China trip over balloon",
    )
    assert found.cause is not None
    assert found.cause.text == "after a spy balloon was tracked over Montana"


FORMS = [
    pytest.param(
        "Egypt hosted the third round of indirect talks between Israel and Hamas in Cairo on Thursday.", (3, "indirect", "EGY"), id="all"
    ),
    pytest.param(
        "Iran and the United States held a 4th round of nuclear talks, hosted by Oman, in Muscat on Thursday.",
        (4, None, "OMN"),
        id="number",
    ),
    pytest.param(
        "A trilateral meeting of the foreign ministers of Japan, South Korea and the United States was held in Seoul on Thursday.",
        (None, "trilateral", None),
        id="form",
    ),
    pytest.param(
        "British Prime Minister Rishi Sunak received Polish President Andrzej Duda in London on Thursday.", (None, None, "GBR"), id="host"
    ),
]


@pytest.mark.parametrize(("text", "form"), FORMS)
def test_the_form_told(text: str, form: tuple[int | None, str | None, str | None]) -> None:
    (found,) = told(text)
    assert (found.round, found.form, found.host) == form


def test_what_is_told_of_a_person_is_no_topic() -> None:
    found = told("Jake Sullivan and Wang Yi, who is known for his work on fentanyl, had two hours of talks on Thursday.")
    assert [(line(c), c.topics) for c in found] == [("held talks CHN+USA 2024-02-15", ())]


def test_names_stand_whole_in_the_evidence() -> None:
    (claim,) = told("Direct negotiations between Russia and Ukraine resumed on Monday.")
    assert claim.evidence[0].text == "negotiations between Russia and Ukraine resumed on Monday"
    (claim,) = told("On Thursday Joseph R. Biden, Jr. phoned Prime Minister Giorgia Meloni.")
    assert claim.evidence[0].text == "Thursday Joseph R. Biden, Jr. phoned Prime Minister Giorgia Meloni"


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("Biden met Kishida on Monday on the sidelines of a G-20 meeting in Rio.", ()),
        ("The summit of the Asia-Pacific Economic Cooperation forum was held in Lima on Monday.", ()),
        ("Speaker Nancy Pelosi visited Taiwan on Monday.", ()),
        ("Biden met Kishida on Monday on the sidelines of a G-20 meeting in Rio to discuss semiconductors.", ("emerging technology",)),
    ],
    ids=["beside-a-gathering", "the-name-of-a-body", "a-place-visited", "what-they-discussed"],
)
def test_a_name_is_no_topic(text: str, topics: tuple[str, ...]) -> None:
    (claim,) = told(text)
    assert claim.topics == topics


def test_the_gathering_at_which_two_met_is_the_occasion() -> None:
    (found,) = told("Canada's Justin Trudeau and India's Narendra Modi had a brief encounter at the G7 summit in Apulia on Wednesday.")
    assert (line(found), found.occasion) == ("held meeting CAN+IND 2024-02-14 @Apulia", "G7 summit in Apulia")


def test_the_visit_that_talks_were_ahead_of_is_not_of_the_day() -> None:
    found = told("They met in the morning.", title="Yellen tells of her talks with He Lifeng ahead of Biden's trip to Beijing")
    assert "planned visit CHN+USA @Beijing" in [line(c) for c in found]


def test_what_is_not_said_in_a_meeting_does_not_call_it_off() -> None:
    found = told("Biden will meet Mexican President Andres Manuel Lopez Obrador on Monday. He did not want to speculate in the meeting.")
    assert [line(c) for c in found] == ["planned meeting MEX+USA 2024-02-19"]


def test_the_talks_of_the_same_people_are_those_told() -> None:
    found = told(
        "Japanese Foreign Minister Yoko Kamikawa and Finnish Foreign Minister Elina Valtonen are holding talks today. Valtonen will travel "
        "to Tokyo for the talks with Kamikawa. Formal negotiations between Japan and Finland will resume next week."
    )
    assert [line(c) for c in found if c.kind != "visit"] == [
        "under way meeting FIN+JPN 2024-02-16 @Tokyo",
        "planned talks FIN+JPN 2024-02-19/2024-02-25",
    ]


def test_who_comments_on_talks_takes_no_part() -> None:
    (claim,) = told(
        "Ukrainian presidential aide Andriy Yermak said this commenting on another round of the Ukrainian-Russian talks, "
        "which took place on Monday in Istanbul."
    )
    assert line(claim) == "held talks RUS+UKR 2024-02-12 @Istanbul"
    assert claim.people == ()


def test_two_sentences_tell_of_one_meeting_and_a_third_of_another() -> None:
    text = (
        "Greek Prime Minister Kyriakos Mitsotakis met Turkish President Recep Tayyip Erdogan in Athens on Thursday.\n\n"
        "The meeting lasted two hours. It was the first between them since December.\n\n"
        "Erdogan is expected to receive Mitsotakis in Ankara in May."
    )
    found = sorted(line(c) for c in told(text))
    assert found == ["expected meeting GRC+TUR 2024-05-01/2024-05-31 @Ankara", "held meeting GRC+TUR 2024-02-15 @Athens"]


def test_news_of_the_day_gives_way_to_a_day_told() -> None:
    found = told(
        "Canadian Foreign Minister Melanie Joly met her Ukrainian counterpart Dmytro Kuleba in Kyiv on Feb. 15.",
        title="Canada's Joly meets Ukraine's Kuleba",
    )
    assert [line(c) for c in found] == ["held meeting CAN+UKR 2024-02-15 @Kyiv"]


def test_a_headline_alone_is_of_the_day() -> None:
    found = told("The two ministers discussed trade.", title="Canada's Joly meets Ukraine's Kuleba")
    assert [line(c) for c in found] == ["held meeting CAN+UKR 2024-02-16"]


def test_arrived_here_is_where_the_report_was_written() -> None:
    text = "RIGA, Feb 16 (Reuters) - U.S. Secretary of State Antony Blinken arrived from Helsinki on Friday.\n"
    from communique.wire import plain_document

    document = plain_document(text, "d.txt", published=DAY)
    reading = read_one(document)
    found = find_engagements(reading, find_actors(reading), find_dates(reading.text, DAY))
    assert [line(c) for c in found] == ["held visit LVA+USA 2024-02-16 @Riga"]


def test_a_title_s_present_may_be_of_a_visit_ahead() -> None:
    found = told("King Charles III will travel to Canada on Monday.", title="How King Charles III's trip to Canada is a sign of friendship")
    assert [line(c) for c in found] == ["planned visit CAN+GBR 2024-02-19 @Canada"]


def test_the_town_told_goes_before_the_dateline() -> None:
    text = (
        "STOCKHOLM, Feb 16 (Reuters) - The heads of the central banks of Sweden and Finland have met in Helsinki. "
        "Swedish central bank governor Erik Thedeen met on Thursday with his Finnish counterpart Olli Rehn.\n"
    )
    from communique.wire import plain_document

    document = plain_document(text, "d.txt", published=DAY)
    reading = read_one(document)
    cast, timexes = find_actors(reading), find_dates(reading.text, DAY)
    mark(reading, cast, timexes)
    found = find_engagements(reading, cast, timexes)
    assert [line(c) for c in found] == ["held meeting FIN+SWE 2024-02-15"]


def test_who_is_summoned_elsewhere_is_not_at_the_dateline() -> None:
    text = (
        "TEHRAN, Feb 16 (Reuters) - Iran will hold drills in the gulf, its navy said.\n\nThe navy did not say when.\n\n"
        "Ships may pass, it said.\n\nThe British government summoned the Iranian ambassador on Thursday.\n"
    )
    from communique.wire import plain_document

    document = plain_document(text, "d.txt", published=DAY)
    reading = read_one(document)
    found = find_engagements(reading, find_actors(reading), find_dates(reading.text, DAY))
    assert [line(c) for c in found] == ["held meeting GBR+IRN 2024-02-15"]


def test_a_trailer_announces_and_proves_nothing() -> None:
    text = (
        "The yen fell on Friday.\n\nRelated coverage:\n\n"
        "Japan's Kamikawa to meet Blinken in Rio on Feb. 21\n\nJapan's Kishida met Xi in San Francisco\n"
    )
    from communique.wire import plain_document

    document = plain_document(text, "d.txt", published=DAY)
    reading = read_one(document)
    cast, timexes = find_actors(reading), find_dates(reading.text, DAY)
    mark(reading, cast, timexes)
    found = find_engagements(reading, cast, timexes)
    assert [c.status for c in found] == ["planned"]


@pytest.mark.parametrize("text", NOTHING)
def test_no_engagement(text: str) -> None:
    assert [line(c) for c in told(text)] == []
