"""Sign-in, sign-out, enrolment and the mandate of the session."""
