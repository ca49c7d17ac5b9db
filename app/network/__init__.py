"""The page Network: who watches over the plan, in which groups, what they answer again and again, and what is new.

``here`` is whose network is looked at, by whom; ``who`` draws members and what is missing, ``performing`` the five
functions, ``groups`` the advocacy groups, ``questions`` the five questions with their answers, ``following`` what an
answer leads to, ``on_paper`` the sheets that go out and come back.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
