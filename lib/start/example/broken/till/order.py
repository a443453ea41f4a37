from decimal import Decimal

from till.price import rounded


def total(lines):
    """The sum of `(quantity, price)`, each line rounded."""
    return sum((rounded(Decimal(quantity) * Decimal(price)) for quantity, price in lines), Decimal(0))


def change(due, given):
    """What goes back to the customer."""
    return rounded(Decimal(given) - due)
