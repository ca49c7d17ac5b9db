"""Tests: one folder for each package of the code, in which a test stands where the code it tests stands.

    analysis/ app/ everyday/ geo/ plan/ store/   the packages
    browser/                                     whole pages in a real browser, on a real server
    makers/                                      what tests look at: small streets, timetables, towns, sessions, pages
    oracles/                                     the same answer found the slow or the other way
    servers/                                     programs that tests start: the command, the server, PostgreSQL, a phone
    needs.py                                     every part a machine may lack: how it is found, what to install
    slow.py, slow.txt                            which tests are slow, by a list that a run writes anew
    ending.py                                    the order of a run, and what is said at its end
    conftest.py                                  the fixtures that all folders share

Test modules import from makers, oracles, servers, needs and slow, never from each other.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
