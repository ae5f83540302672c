"""Deciding: claims and decisions, as of a day, become the record. Pure, and the same whatever the order of reading.

``build.fold`` is the way in; ``changes`` compares two days, ``check`` holds a draft against the record.

    expected in June, hoped for in September, held in November: one summit
"""
