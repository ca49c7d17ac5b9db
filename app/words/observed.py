"""Words of the page Observed: how people of a sample really move."""

from __future__ import annotations

NOTHING = "No GPS logs are in this atlas yet"
NOTHING_DO = (
    "Logs of people who agreed show where they really go. A planner adds them on the Data page, or with `everyday add "
    "FOLDER gps FILES`, and builds again. Nothing of a log is kept: only counts, of ten people or more."
)
OTHER_EDITION = "This edition has none; edition {id} has."
LOCKED = "Only {readers} may see what these logs show. That is what people agreed to."
LOCKED_ATTACK = (
    "Only planners may see what these logs show: our own attack on the tables found too much of single people. What it "
    "found stands under “What cannot be shown”."
)
READERS = {"planners": "planners of the team", "participants": "people who take part", "public": "everybody"}
OLDER = "A newer edition has other people in it. {why}"

WHO = "Whose movement this is"
NUMBERS = {"people": "people of the sample", "days": "days of people", "hours": "hours tracked",
           "homes": "home areas with enough people"}  # fmt: skip
WHO_SAYS = (
    "{people} people carried a phone or logger from {first} to {last}, {days} days between them; {hours} hours were "
    "tracked, {day_hours} of them by day. What was not tracked is not known: silence is not absence."
)
NOT_TRAFFIC = "People who agreed are not the town: these figures do not say how many walk, ride or drive anywhere."
NONE_FROM = "Not shown, or nobody of the sample lives there: {areas}."
ALL_FROM = "People of every area are in the sample."
CONSENT = "What they agreed to"
CONSENT_HEADS = ("Logs", "Purpose", "How people were chosen", "People", "Kept until", "Who may see it")
CONSENT_CAPTION = "Logs in this edition, and what people agreed to"
STRUCK = "People struck out {hours} hours before anything was counted; these count as not tracked."
LEFT_OUT = "Not counted: {id}, because {reason}."
BESIDE = "{people} people, {days} days between them, {hours} hours tracked; {none} of {all} home areas not shown."
ROUNDED = (
    "People behind a figure are moved by up to {moved} and rounded to multiples of {people}, visits and trips with "
    "them to multiples of {visits}, hours of {hours}; nothing of fewer than {k} people is shown. Planners chose "
    "numbers: who takes part can be told from them a little."
)
ROUGH = (
    "Only what at least {least} people of the sample did is shown, from about {start} people on; how many more is not "
    "told. Shares are moved by up to {share} and rounded, so that nobody can tell who is in the sample."
)

CHOOSE = "Numbers, or only that enough people are behind a row"
CHOSEN = {False: "Now: no numbers, as an atlas begins.", True: "Now: numbers."}
CHOSEN_NEXT = "It takes effect with the next build: build on the Data page. This edition stays as it is."
CHOOSE_DO = {True: "Tell numbers from the next build on", False: "Tell no numbers from the next build on"}

VIEW_LABEL = "What to look at"
VIEWS = {"homes": "By home area", "map": "Where they stay", "flows": "Between areas", "places": "Places",
         "potential": "Against what is possible", "withheld": "What cannot be shown", "add": "Add logs"}  # fmt: skip

PARTS = {"own_share": "own area", "adjacent_share": "neighbouring areas", "city_share": "across town",
         "elsewhere_share": "outside the town"}  # fmt: skip
HOMES = "Own area, neighbouring, across town"
HOMES_CAPTION = "Where people spend the time of their stays, by home area: the mean of their shares"
HOMES_HEADS = ("Home area", "Shares from the left: {parts}", "In numbers")
WHOLE = "Whole sample"
SHARES = "{own} own area · {adjacent} neighbouring · {city} across town · {elsewhere} outside"
PEOPLE = "about {n} people"
PEOPLE_LEAST = "at least {n} people"
PEOPLE_ALL = "{n} people"
N_LEAST = "{n} or more"
SHARES_ADD = "Each share is moved by itself, so they need not add up to 100 %."
STAYS = (
    "People of {area} ({people}) spend about {share} of the time of their stays in their own ward, {kind} of the home "
    "areas shown."
)
MOST, LEAST = "the most", "the least"
HOURS = "By part of the week"
HOURS_CAPTION = "The same by part of the week, for the whole sample"
HOURS_HEADS = ("Part of the week", "Shares from the left: {parts}", "In numbers")
BANDS = {
    "weekday_morning": "Weekdays, 7am to 10am", "weekday_day": "Weekdays, 10am to 4pm",
    "weekday_evening": "Weekdays, 4pm to 10pm", "weekend_day": "Weekends, 7am to 10pm", "night": "Nights, 10pm to 7am",
    "weekday": "Weekdays, 7am to 10pm", "weekend_and_night": "Weekends and nights", "week": "The whole week",
}  # fmt: skip
FEW_SLICES = (
    "With this many people a day is not divided further: fine time slices would let somebody follow a single person."
)
RADIUS = "How far people range"
RADIUS_CAPTION = "How far people range, by home area: the middle person"
RADIUS_HEADS = ("Home area", "People", "Days", "Hours tracked", "Radius of movement", "Radius of the two most visited",
                "Area of all stays", "Share of visits to new places")  # fmt: skip

MAP = "Where people of the sample stay"
MAP_ALT = "Map of {n} cells in which at least {k} people of the sample stayed. The table below names them."
MAP_CAPTION = "People of the sample who stayed in each cell. Cells near their own homes are left out."
MAP_SCALE = "The colours are the same in every view, edition and town."
MAP_CLASSES = ("10 to 14", "15 to 24", "25 to 49", "50 to 99", "100 or more")
MAP_LEAST = "{n} people or more"
MAP_BLANK = "Without colour: nobody, too few people to be shown, or near homes of the sample."
MAP_TABLE = "The cells of this map"
MAP_HEADS = ("Cell", "People", "Visits", "Time of people of this area", "Of neighbouring areas", "Of the rest of town",
             "Mix of home areas (0 to 1)")  # fmt: skip
MAP_NONE = "No cell has enough people of other homes in it to be shown."
FLOWS = "Between areas"
FLOWS_ALT = "Map of {n} flows between areas as lines, the widest from {one} to {other}. The table below has them all."
FLOWS_ALT_LEAST = "Map of {n} pairs of areas between which people of the sample go. The table below names them."
FLOWS_CAPTION = "Trips of the sample between areas, both ways added; a wider line is more trips."
FLOWS_CAPTION_LEAST = "Areas between which people of the sample go, by one line for both ways."
FLOWS_CLASSES = ("10 to 49 trips", "50 to 99", "100 to 299", "300 or more")
FLOWS_LEAST = "{n} people or more, one way at least"
FLOWS_SCALE = "The widths are the same in every view, edition and town."
FLOWS_BLANK = "No line: nobody, or too few people either way to be shown."
FLOWS_TABLE = "Trips from area to area"
FLOWS_HEADS = ("From", "To", "People", "Trips")
FLOWS_NONE = "No flow between two areas has enough people to be shown."
WITHHELD_N = "withheld"
WITHIN = "within {area}"

PLACES = "Places that people of the sample go to"
PLACES_HEADS = ("Place", "Kind", "Area", "People", "Visits", "Mix of home areas (0 to 1)")
PLACES_MIX = (
    "The mix says which places bring people of different neighbourhoods together: 1 is as in the sample, 0 is people "
    "of one home area alone. Home areas only: nothing else is known of anybody."
)
PLACES_TOP = "{place} brings people of different home areas together most: mix {mix} of 1, {people}."
PLACES_NONE = "No place has enough people to be shown."
KINDS = "Kinds of places"
KINDS_CAPTION = "Kinds of places and how many of the sample were there, those near homes included"
KINDS_HEADS = ("Kind", "People", "Visits", "Hours")
UNNAMED = "without a name"

POTENTIAL = "What could be reached, and was it visited?"
POTENTIAL_SAYS = (
    "Places where people come together, from the middle of each home area: within {reach} minutes on foot or by public "
    "transport at any time of the week that the timetable knows, against where the sample stayed by day."
)
POTENTIAL_HOME = "Home area"
POTENTIAL_NONE = "This edition has no streets, so nobody can say what could be reached."
STATUS = {
    "reachable_visited": "Within reach and visited", "reachable_never": "Within reach, nobody or few were there",
    "hard_visited": "Hard to reach and visited all the same",
    "near_never": "Near, hard to reach, nobody or few were there",
    "not_said": "Not said",
}  # fmt: skip
SIGNS = {"reachable_visited": "●", "reachable_never": "○", "hard_visited": "▲", "near_never": "✕", "not_said": "·"}
STATUS_OF = {
    "reachable_visited": "at least {least} people of {area} stayed there",
    "reachable_never": "nobody of {area} or fewer than {k} in {hours} tracked daytime hours of {people} people or more",
    "hard_visited": "more than {reach} minutes, and at least {least} people of {area} stayed there",
    "near_never": "nobody of {area} or fewer than {k} in {hours} tracked daytime hours of {people} people or more",
    "not_said": "some, and too few to be shown, or near somebody’s home",
}  # fmt: skip
REASONS = {
    "few_people": "Too few people of {area} are in the sample to be shown, or others would not stay hidden.",
    "few_hours": "People of {area} were tracked for too few hours by day to say “never”.",
    "uneven": (
        "People of {area} were tracked for much less of the day than those of other areas. Calling that “never "
        "visited” would take silence for absence, so nothing is said."
    ),
    "no_streets": "No street of the map lies in {area}, so nobody can say what could be reached.",
}  # fmt: skip
POTENTIAL_ALT = "Map of places about {area}: {counts}. The table below names them."
POTENTIAL_CAPTION = "Places and {area}, by what was reachable and what was visited"
POTENTIAL_HEADS = ("Place", "Kind", "Minutes", "As the crow flies", "What was seen")
POTENTIAL_KINDS = "Kinds of places within reach"
POTENTIAL_KINDS_HEADS = ("Kind", "Nearest, minutes", "What was seen")
POTENTIAL_TABLE = "All places compared ({n})"
BEYOND = "more than {n}"
FINDING = "What stands out"
FINDING_NONE = "Nothing stands out from {area}: what others of the sample go to was visited, or cannot be told."
PIN = "Pin this"
PINNED = "Pinned. It stands in the Forum with these figures behind it."
PIN_NOT = "It can be pinned once everybody may see it."

WITHHELD = "What cannot be shown, and why"
WITHHELD_HEADS = ("Table", "Too few people", "Held back so that others stay hidden")
WITHHELD_CAPTION = "Rows that are not shown"
WITHHELD_SOME = ("none", "some")
WITHHELD_TABLES = {
    "observed": "Cells", "observed_people": "Home areas", "observed_flows": "Flows between areas",
    "observed_hours": "Parts of the week", "observed_places": "Places", "observed_kinds": "Kinds of places",
}  # fmt: skip
WITHHELD_SAYS = {
    False: "Only what at least {least} people did is shown, and never how many more: numbers would tell who is in the "
    "sample. A row that would give another one away by subtraction is held back too. What is withheld looks like what "
    "nobody did.",
    True: "Only what at least {k} people did is shown. How many they are is moved and rounded, and tells a little all "
    "the same of who is in the sample. A row that would give another one away by subtraction is held back too. What is "
    "withheld looks like what nobody did.",
}
WITHHELD_MORE = (
    "Near a home a person is known to the area only: within a circle that is drawn once for each home, moved aside, "
    "and stays the same in all editions.",
    "Where one person makes up more than {most} of the time, the figure is left out.",
    "Times of day are only divided where there are people enough.",
)
WITHHELD_MOVED = {
    False: "Numbers and shares are moved before they are rounded or compared, always alike for the same people: nobody "
    "can count one person in or out.",
    True: "Numbers are moved before they are rounded, always alike for the same people, so that nothing averages out.",
}
ATTACKS = "What our own attacks found"
ATTACKS_SAY = "Before others see these figures, we try to find single people in them."
ATTACKS_HEADS = ("Attack", "What it found")
ATTACKS_CAPTION = "Attacks on the tables of this edition"
ATTACK = {
    "singled_out": "Somebody who knows {points} places and times of a person, of {people} people: found {found} "
    "(without the protections {unprotected})",
    "membership": "Telling whether a known person is in the sample: {auc} where 0.5 is a coin (chance reaches {most})",
    "routes": "Following a person through the parts of the week: {found} of {people} (by chance {chance})",
}
ATTACK_HOMES = {
    True: "Guessing homes within 250 m from what would be shown, tried at each import: no better than in the dark",
    False: "Guessing homes within 250 m from what would be shown, tried at each import: better than in the dark",
}
ATTACK_NAMES = {"homes": "Homes", "singled_out": "Singling out", "membership": "Membership", "routes": "Routes"}
PASSED = "Passed: these may be shown to those whom people agreed to."
NOT_PASSED = "Not passed: only planners see these figures, whatever people agreed to."
REMOVED = "Fixes left out as faults of the devices"
REMOVED_HEADS = ("Rule", "Fixes")

PIN_ROWS = {"people": "People of the home area in the sample", "hours": "Tracked daytime hours",
            "reach": "Within reach means, minutes", "places": "Visited by nobody or few",
            "k": "Fewest people behind a figure",
            "days": "Tracked from"}  # fmt: skip
