#!/usr/bin/env python3
"""Makes the golden images of tests/cardio/tst_layoutgolden.cpp, from cardio/README.md and tests/data/makers/*.md alone.

Run by hand when a table changes; it shares nothing with the layouts engine. Needs python3-cryptography.
The record: user 10020030, phone 13800138000, card 42, meter 20240017, count 258, this purchase 50 units (or yuan), total
1234, alarm 5, overdraft 3, price table 2 version 7; last count 257, loaded 1234, remaining 42, used 1192, months 12 down
to 1, flags 05, time 2024-05-06 12:34; tool valve, parameter 305419896. UID 04A1B2C3, CMAC key 00112233..FF.
"""
from pathlib import Path
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.cmac import CMAC

UID = bytes.fromhex("04A1B2C3")
KEY = bytes.fromhex("00112233445566778899AABBCCDDEEFF")
USER, PHONE, CARD, METER = "10020030", "13800138000F", "42", "20240017"
TIME = bytes.fromhex("2405061234")


def bcd(number, length): return bytes.fromhex(str(number).zfill(2 * length))
def be(number, length): return int(number).to_bytes(length, "big")
def le(number, length): return int(number).to_bytes(length, "little")
def fill(data, length): return data + bytes(length - len(data))
def sum8(data): return bytes([sum(data) % 256])


def xor8(data):
    all_ = 0
    for byte in data:
        all_ ^= byte
    return bytes([all_])


def crc_forward(data, crc):
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = ((crc << 1) ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc


def crc_modbus(data):
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ 0xA001 if crc & 1 else crc >> 1
    return crc


def mac8(data):
    cmac = CMAC(AES(KEY))
    cmac.update(UID + data)
    return cmac.finalize()[:8]


def months(size, steps, order): return b"".join(order(m * steps, size) for m in range(12, 0, -1))


def cpu():
    office = fill(b"\x01" + bcd(USER, 8) + bcd(METER, 6) + be(258, 2) + be(5000, 4) + be(123400, 4) + be(5, 2)
                  + be(3, 2) + bytes([2, 7]) + bytes.fromhex(PHONE), 62)
    report = (b"\x02" + bcd(METER, 6) + be(257, 2) + be(4200, 4) + be(123400, 4) + be(119200, 4)
              + months(3, 100, be) + b"\x05" + TIME)
    return {"office": office + be(crc_forward(office, 0xFFFF), 2), "meter": report + sum8(report)}


def mifare():
    identity = fill(b"MDW1" + bcd(USER, 8) + bytes.fromhex(PHONE), 24)
    purchase = fill(bcd(METER, 6) + le(258, 2) + le(5000, 4) + le(123400, 4) + le(5, 2) + le(3, 2) + bytes([2, 7]), 40)
    report = (bcd(METER, 6) + le(257, 2) + le(4200, 4) + le(119200, 4) + months(2, 10, le) + b"\x05" + TIME)
    return {"identity": identity + mac8(identity), "purchase": purchase + mac8(purchase),
            "report": report + le(crc_modbus(report), 2)}


def sle():
    identity = b"SM\x01" + bcd(CARD, 5) + bcd(USER, 8)
    purchase = bcd(METER, 6) + be(258, 2) + be(50, 3) + be(1234, 3) + bytes([5, 3])
    report = be(257, 2) + be(420, 3) + be(11920, 4) + months(2, 10, be) + b"\x05" + TIME[:3]
    return {"identity": identity + sum8(identity), "purchase": purchase + be(crc_forward(purchase, 0), 2),
            "report": report + xor8(report)}


def tool():
    identity = fill(b"MDT1\x03" + bcd(METER, 6) + le(305419896, 4), 24)
    return {"identity": identity + mac8(identity)}


def maker_a():
    identity = fill(b"HX" + bcd(USER, 5) + bytes.fromhex(PHONE), 15)
    purchase = fill(bcd(METER, 5) + bcd(258, 2) + bcd(5000, 4) + bcd(123400, 5) + bcd(5, 2) + bcd(3, 2), 31)
    report = fill(bcd(METER, 5) + bcd(257, 2) + bcd(4200, 4) + bcd(119200, 5) + b"\x05" + TIME, 31)
    return {"card": identity + xor8(identity), "sale": purchase + xor8(purchase), "meter": report + xor8(report)}


def maker_b():
    meter = bcd(METER, 4)[::-1]
    identity = b"GB" + bcd(CARD, 4) + le(int(USER), 4)
    purchase = fill(meter + bytes([258 % 256]) + le(500, 3) + le(12340, 4), 18)
    report = fill(meter + bytes([257 % 256]) + le(420, 3) + le(11920, 4) + b"\x05" + TIME[:3], 22)
    return {name: data + le(crc_modbus(data), 2)
            for name, data in {"card": identity, "sale": purchase, "meter": report}.items()}


def maker_c():
    meter = METER.zfill(12).encode()
    identity = b"C4KE" + USER.ljust(10).encode() + b"\0"
    purchase = fill(meter + be(258, 2) + be(50, 3) + be(1234, 4) + be(5, 2), 31)
    report = meter + be(257, 2) + be(4200, 4) + be(119200, 4) + months(2, 1, be) + b"\x05"
    return {name: data + sum8(data) for name, data in {"card": identity, "sale": purchase, "meter": report}.items()}


if __name__ == "__main__":
    assert crc_forward(b"123456789", 0xFFFF) == 0x29B1 and crc_modbus(b"123456789") == 0x4B37
    images = {"cpu-money": cpu(), "cpu-quantity": cpu(), "mifare-alternating": mifare(), "sle4442-single": sle(),
              "mifare-tool": tool(), "maker-a": maker_a(), "maker-b": maker_b(), "maker-c": maker_c()}
    for layout, areas in images.items():
        text = "".join(f"{name} {image.hex().upper()}\n" for name, image in areas.items())
        (Path(__file__).parent / f"{layout}.hex").write_text(text)
