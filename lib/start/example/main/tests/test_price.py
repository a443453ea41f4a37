import unittest
from decimal import Decimal

from till.price import rounded, with_tax


class PriceTest(unittest.TestCase):
    def test_half_a_cent_is_rounded_up(self):
        self.assertEqual(rounded("1.005"), Decimal("1.01"))

    def test_tax_is_added(self):
        self.assertEqual(with_tax("10.00", 19), Decimal("11.90"))

    def test_a_rate_below_zero_is_refused(self):
        with self.assertRaises(ValueError):
            with_tax("10.00", -1)
