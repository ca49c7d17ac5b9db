"""Sessions: started, resumed, changed and ended here, with the code by which phones join and what waits for a nod.

What the form holds becomes a session of the plan; a phone's entry stays hidden until it is shown or refused here.
"""
