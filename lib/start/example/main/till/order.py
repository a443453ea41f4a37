from decimal import Decimal

from till.price import rounded


def total(lines):
    """The sum of `(quantity, price)`, rounded once, at the end."""
    return rounded(sum((Decimal(quantity) * Decimal(price) for quantity, price in lines), Decimal(0)))


def change(due, given):
    """What goes back to the customer."""
    if Decimal(given) < Decimal(due):
        raise ValueError(f"{given} does not cover {due}")
    return rounded(Decimal(given) - Decimal(due))
