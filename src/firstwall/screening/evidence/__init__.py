"""Evidence beside a sighting report: of means, objects and circumstances only, and never a picture of a person (CIS-33).

A file is looked into by `documents`, sealed under the key of the alert's owner, read by the report's two parties, and ends
with the alert (CIS-34, CIS-37).
"""
