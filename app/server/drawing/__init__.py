"""How Streamlit draws a page anew: what was said reaches the browser, and clocks of another page draw nothing."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
