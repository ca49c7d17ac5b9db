"""Every measure in words: name, unit, meaning, what it leaves out, source. Tables, pages and docs read it.

``texts`` holds the texts, ``model`` what a text consists of, ``table`` fills in bands, place kinds and the limits of
an edition, in the order of the cell table. ``number_words`` rounds and writes numbers of every unit, the same for all
who say one. ``near_home_columns`` declares which columns the neighbourhood level computes.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
