"""communique reads the diplomatic wire and keeps the record: who met whom, what was said, what was promised and what came of it.

The way of the data: ``wire`` (bytes to documents), ``analysis`` (documents to claims), ``store``, ``ledger`` (claims and decisions to
the record), ``publish`` (views and exports), put together by ``run`` and ``cli``.

    "Kishida and Yoon agreed in Tokyo on Thursday to resume mutual visits by the two leaders."
"""
