"""The phone page of a forum: plain HTML for everybody in the room, without Streamlit and without internet."""
