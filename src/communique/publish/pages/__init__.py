"""The pages of ``communique serve`` and the API beside them: the record seen, questioned and corrected in a browser.

Everything is drawn on the server and readable without JavaScript; nothing is fetched from elsewhere.

    /engagement/Ec53cf36c: “the two met in Bali on Monday”, and whoever asks why sees the words in their report
"""
