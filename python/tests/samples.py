"""Synthetic reports that tests decode."""

HEADER = (
    "Transaction ID,Billing Code,User ID,Authentication Domain,Description,GMT Time,Local Time,"
    "Session Length,Billing Rate,Net Billing Amount,Access Type,Service Type,Reserved,Data Used\n"
)


def row(transaction_id: str, amount: str = "1.50", gmt: str = "30-SEP-2026 23:59:58") -> str:
    return (
        f'{transaction_id},BC-1,jo,example.com,"CH, Zurich",{gmt},01-OCT-2026 01:59:58,'
        f'"1,234",0.10,{amount},WiFi,daily_usage,,12\n'
    )


def cdr_file(rows: int) -> bytes:
    return (HEADER + "".join(row(f"T{number}") for number in range(rows))).encode()
