"""Words of the start page."""

from __future__ import annotations

TITLE = "Atlases"
ABOUT = "An atlas is the map of one town. Each has an address of its own, which can be kept and sent on."
HERE = "In this folder"
NONE = "There is none here yet. Make one below, or look at the made-up town first."
BUILT = "ready"
NOT_BUILT = "not built yet"
FAULTY = "cannot be opened: {fault}"
NOT_HERE = "There is no atlas called “{key}” on this server."
TO_START = "All atlases and a new one"
MASTHEAD = "Other atlases"

RUNNING = "Being made: {name}"
RUNNING_NOTE = "You may leave this page, or close it, and come back: it goes on."
STOP = "Stop making {name}"
DONE = "{name} is ready."
DONE_UNBUILT = (
    "{name} is there, and nothing has been built: it has no streets and places yet. Add them on its Data page."
)
HELD = "{name} was built, and what was shown before stays: its Data page says why."
OPEN = "Open {name}"
OPEN_DATA = "Open its Data page"
STOPPED = "{name} was stopped."
FAILED = "{name} could not be made."
FAILED_BUILD = "{name} is there with its files, and could not be built."
FAILED_DO = "The files below are still here: put right what is said, and make it again."
BUILD_AGAIN = "Build {name} again"
PUT_AWAY = "Put this away"

NEW = "New atlas"
NEW_ABOUT = (
    "Put the files you have in at once: boundaries of wards, the population, streets (OpenStreetMap) and timetables "
    "(GTFS), also surveys and statistics. Each is recognised and checked. Boundaries alone are enough to begin."
)
NAME = "Name of the town"
FILES = "Files"
LOOKING = "Reading {name} …"
WHAT_IS = "What is {name}?"
LEFT_OUT = "Leave it out"
BESIDE = "Outlines that a table of codes means"
USABLE = "can be used"
USABLE_NOTES = "can be used, with something to know"
REFUSED = "cannot be used, and is left out"
FOUND = "What was found in {name}"
LOGS = (
    "{name} looks like a log of where somebody went. Such logs are not kept as files: they are added on the page "
    "Observed, once there is an atlas."
)
LACKS = "Not among the files yet (each can be added later):"
NEEDS_BOUNDARIES = "One of the files must have the boundaries of the town’s areas."
TOO_MANY = "{n} files are said to be the boundaries of the town’s areas. Choose one, and say what the others are."
SETTINGS = "Settings (usually left as they are)"
MAKE = "Make the atlas"
BEING_MADE = "An atlas of this name is being made already."
NEEDS_FILES = "Put in a file with the boundaries of the town’s areas."

DEMO = "The made-up town"
DEMO_ABOUT = (
    "A finished atlas of a town that does not exist, to look round in: a minute or two to make, no files needed."
)
DEMO_MAKE = "Make the demo"
DEMO_NAME = "Wrenmouth"
DEMO_THERE = "Open the demo"

FETCH = "Fetch a town"
FETCH_ABOUT = (
    "Wards, people, deprivation, streets and buses of a town of the United Kingdom come from open services. You see "
    "from whom, under which licence and how large before anything is fetched."
)
FETCH_WORDS = "Town, local authority or its code (press Enter)"
FETCH_NOTHING = "None of the listed towns is called “{words}”. Try part of the name, or put in files below."
FETCH_SEARCH = "Search OpenStreetMap for it"
FETCH_SEARCH_ABOUT = (
    "A ward, a village or a part of a town that is not listed can be looked up at OpenStreetMap’s search. What you "
    "typed is sent there only when you press the button."
)
FETCH_SEARCHING = "Asking OpenStreetMap’s search for {words} …"
FETCH_SEARCHED = "OpenStreetMap’s search knows {n} places called “{words}”, listed last. © OpenStreetMap contributors."
FETCH_LIES = "{place} lies in {authority}: the atlas is of the whole authority."
FETCH_WHICH = "Which of them?"
FETCH_RAIL = "With trains, from an unofficial source (licences below)"
FETCH_OVERPASS = "Streets from Overpass instead of an extract (small places only)"
FETCH_ASKING = "Looking up what there is for {name} …"
FETCH_WOULD = "What would be fetched"
FETCH_SIZE = "about {size}"
FETCH_SIZE_UNKNOWN = "size not known"
FETCH_BY_HAND = "by hand: {how}"
FETCH_ALL = "About {size} together. Sizes are those of the last time, or of a dated list."
FETCH_ATLAS = "Name of the atlas"
FETCH_DO = "Fetch and build"
FETCHING = "Fetching: {piece}"
FETCH_STOPPED = "Fetching was stopped. What is there already is not fetched again."
FETCH_LACKS = "Areas or streets are missing, without which a build says nothing."
FETCH_LACKS_DO = "See below what failed, and go on; or add the file on the atlas’s Data page."
PIECE_STATUS = {"fetched": "fetched", "unchanged": "there already", "manual": "by hand", "failed": "failed"}
GO_ON = "Go on with {name}"
