from datetime import date

from psycopg2 import IntegrityError

from odoo.tests import TransactionCase
from odoo.tools import mute_logger


class TestLoan(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.loan = cls.env["example.library.loan"].create(
            {
                "book_id": cls.env["example.library.book"].create({"name": "Emma"}).id,
                "reader_id": cls.env["res.partner"].create({"name": "Reader"}).id,
                "lent_on": date(2026, 2, 20),
            }
        )

    def test_a_loan_is_due_after_its_days(self):
        self.assertEqual(self.loan.due_on, date(2026, 3, 6))

    def test_a_loan_has_at_least_a_day(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.loan.copy({"days": 0})
