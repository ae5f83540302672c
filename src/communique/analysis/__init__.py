"""FINDING: a parsed document in, its claims out. Pure: no clock, no network, no files but the packaged tables.

"The two ministers met in Oslo on Monday." - an engagement, with the words that say so
"""
