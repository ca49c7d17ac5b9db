"""How the app is started and who may reach it: this computer, a room with phones, or people who sign in.

``serve`` starts Streamlit's own server; ``told`` has the environment variables and options through which it tells the
app what is allowed; ``room`` finds this computer's addresses in the room; ``sign_in_file`` reads who may sign in.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
