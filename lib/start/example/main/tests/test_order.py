import unittest
from decimal import Decimal

from till.order import change, total


class OrderTest(unittest.TestCase):
    def test_the_total_is_rounded_once(self):
        self.assertEqual(total([(1, "0.334"), (2, "0.167")]), Decimal("0.67"))

    def test_change_goes_back(self):
        self.assertEqual(change("7.35", "10"), Decimal("2.65"))

    @unittest.skip("the till has no second currency yet")
    def test_change_in_another_currency(self):
        self.assertEqual(change("7.35", "10", currency="CHF"), Decimal("2.48"))
