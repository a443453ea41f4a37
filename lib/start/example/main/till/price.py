from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def rounded(amount):
    """The amount in whole cents, halves up."""
    return Decimal(amount).quantize(CENT, rounding=ROUND_HALF_UP)


def with_tax(net, rate):
    """The price to pay: net plus `rate` percent of it."""
    if Decimal(rate) < 0:
        raise ValueError(f"a tax rate of {rate} % is below zero")
    return rounded(Decimal(net) * (1 + Decimal(rate) / 100))
