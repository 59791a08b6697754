"""A bundle: the records as pages, a PDF, tables and files in one ZIP, with what proves and explains them.

Every writer here is given records as copies (`council.exemptions.RecordCopy`): what is withheld is in none of their
hands. They write as the records come, a few hundred at a time, so that memory does not grow with their number.
"""
