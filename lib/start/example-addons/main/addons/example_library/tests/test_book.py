from psycopg2 import IntegrityError

from odoo.tests import TransactionCase
from odoo.tools import mute_logger


class TestBook(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.book = cls.env["example.library.book"].create({"name": "Emma", "isbn": "978-0-00-000000-2", "pages": 410})

    def test_a_book_takes_whole_days(self):
        self.assertEqual(self.book.days_to_read, 11)

    def test_an_isbn_is_unique(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.book.copy({"isbn": self.book.isbn})
