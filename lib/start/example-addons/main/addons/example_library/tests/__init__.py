from . import test_book, test_book_form
