#!/usr/bin/env python3
"""Makes the golden images of tests/cardio/tst_layoutgolden.cpp, from cardio/README.md and tests/data/makers/*.md alone,
and the worked examples of cardio/cards/README.md (cards.json, for tests/cardio/tst_cardexamples.cpp).

Run by hand when a table changes; it shares nothing with the layouts engine. Needs python3-cryptography.
The record: user 10020030, phone 13800138000, card 42, meter 20240017, count 258, this purchase 50 units (or yuan), total
1234, alarm 5, overdraft 3, price table 2 version 7; last count 257, loaded 1234, remaining 42, used 1192, months 12 down
to 1, flags 05, time 2024-05-06 12:34; tool valve, parameter 305419896. UID 04A1B2C3, CMAC key 00112233..FF.
"""
import json
from pathlib import Path
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.algorithms import AES, SM4
from cryptography.hazmat.primitives.cmac import CMAC
try:
    from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
except ImportError:
    from cryptography.hazmat.primitives.ciphers.algorithms import TripleDES

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


def xor(a, b): return bytes(x ^ y for x, y in zip(a, b, strict=True))
def rotated(steps): return KEY[steps:] + KEY[:steps]


def ecb(algorithm, data, decrypt=False):
    cipher = Cipher(algorithm, modes.ECB())
    step = cipher.decryptor() if decrypt else cipher.encryptor()
    return step.update(data) + step.finalize()


def des(key8, block, decrypt=False): return ecb(TripleDES(key8 * 3), block, decrypt)
def des2(key16, block): return ecb(TripleDES(key16 + key16[:8]), block)
def pboc(key, factor): return des2(key, factor) + des2(key, xor(factor, b"\xff" * 8))
def sm4(key, factor): return ecb(SM4(key), factor + xor(factor, b"\xff" * 8))


def last_block(key8, data, iv=bytes(8)):
    data += b"\x80"
    data += bytes(-len(data) % 8)
    for at in range(0, len(data), 8):
        iv = des(key8, xor(iv, data[at:at + 8]))
    return iv


def purse_mac(key8, data): return last_block(key8, data)[:4]


def message_mac(key16, challenge, data):
    last = last_block(key16[:8], data, challenge + bytes(4))
    return des(key16[:8], des(key16[8:], last, True))[:4]


def an10922(key, m):
    """(K2, the two blocks, the key)"""
    def doubled(block):
        number = int.from_bytes(block, "big") << 1
        return ((number ^ 0x87) & ((1 << 128) - 1) if number >> 128 else number).to_bytes(16, "big")
    k2 = doubled(doubled(ecb(AES(key), bytes(16))))
    blocks = fill(b"\x01" + m + b"\x80", 32)
    return k2, blocks, ecb(AES(key), xor(xor(blocks[16:], k2), ecb(AES(key), blocks[:16])))


def key_examples():
    k2, blocks, key_a = an10922(KEY, UID + b"\x01\x0a")
    key_b = an10922(KEY, UID + b"\x01\x0b")[2]
    record_key = an10922(KEY, UID + b"MAC")[2]
    identity = fill(b"MDW1" + bcd(USER, 8) + bytes.fromhex(PHONE), 24)
    cmac = CMAC(AES(record_key))
    cmac.update(UID + identity)
    psc = pboc(KEY, bcd(CARD, 5) + bytes(3))[:3]
    factor, sm4_key = bytes.fromhex("0102030405060708"), bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")
    return {"aes.master": KEY, "aes.uid": UID, "aes.k2": k2, "aes.blocks": blocks, "aes.key": key_a,
            "mifare.key-a": key_a[:6], "mifare.key-b": key_b[:6],
            "mifare.load-key": bytes.fromhex("FF82000006") + key_a[:6],
            "mifare.authenticate": bytes.fromhex("FF86000005 0100046000"),
            "mifare.trailer": key_a[:6] + bytes.fromhex("78778869") + key_b[:6],
            "mifare.mac-key": record_key, "mifare.identity": identity + cmac.finalize()[:8],
            "sle.master": KEY, "sle.factor": bcd(CARD, 5) + bytes(3), "sle.psc": psc,
            "sle.present": bytes.fromhex("FF20000003") + psc,
            "sm4.master": sm4_key, "sm4.factor": factor, "sm4.key": sm4(sm4_key, factor)}


def cpu_examples():
    serial, terminal, amount = bytes.fromhex("0000000010020030"), bytes.fromhex("000000000001"), be(5000, 4)
    masters = {use: rotated(steps) for steps, use in enumerate(["load", "debit", "tac", "file"])}
    keys = {use: pboc(master, serial) for use, master in masters.items()}
    tac_key = xor(keys["tac"][:8], keys["tac"][8:])
    out = {"cpu.serial": serial, "cpu.public": bytes.fromhex("4D44 0000 0000 0000 01 01 0000") + serial
           + bytes.fromhex("20200101 20991231 0001")}
    for use in masters:
        out |= {f"cpu.{use}-master": masters[use], f"cpu.{use}-key": keys[use]}
    out["cpu.tac-folded"] = tac_key

    random, online, stamp = bytes.fromhex("C903814D"), be(257, 2), bytes.fromhex("20240506123400")
    seed = random + online + b"\x80\x00"
    session = des2(keys["load"], seed)
    what = amount + b"\x02" + terminal
    mac1_over, mac2_over, tac_over = bytes(4) + what, what + stamp, amount + online + what + stamp
    mac1, mac2, tac = purse_mac(session, mac1_over), purse_mac(session, mac2_over), purse_mac(tac_key, tac_over)
    out |= {"load.initialize": bytes.fromhex("805000020B01") + amount + terminal + b"\x10",
            "load.offer": bytes(4) + online + b"\x01\x00" + random + mac1 + b"\x90\x00",
            "load.seed": seed, "load.session": session, "load.mac1-over": mac1_over, "load.mac1": mac1,
            "load.mac2-over": mac2_over, "load.mac2": mac2,
            "load.credit": bytes.fromhex("805200000B") + stamp + mac2 + b"\x04",
            "load.tac-over": tac_over, "load.tac": tac, "load.answer": tac + b"\x90\x00",
            "load.prove": bytes.fromhex("805A000202") + be(258, 2) + b"\x08",
            "load.proof": mac2 + tac + b"\x90\x00"}

    file = cpu()["office"]
    for piece, challenge in enumerate(["11223344", "55667788"]):
        data = bytes.fromhex("04D696") + bytes([32 * piece, 36]) + file[32 * piece:32 * piece + 32]
        mac = message_mac(keys["file"], bytes.fromhex(challenge), data)
        out |= {f"update.challenge-{piece + 1}": bytes.fromhex(challenge + "9000"), f"update.mac-{piece + 1}": mac,
                f"update.command-{piece + 1}": data + mac}

    random, offline, stamp = bytes.fromhex("584633C9"), be(65, 2), bytes.fromhex("20240506123500")
    terminal_serial = be(65, 4)
    seed = random + offline + terminal_serial[2:]
    session = des2(keys["debit"], seed)
    what = amount + b"\x06" + terminal
    mac1_over, tac_over = what + stamp, what + terminal_serial + stamp
    mac1, mac2, tac = purse_mac(session, mac1_over), purse_mac(session, amount), purse_mac(tac_key, tac_over)
    return out | {"debit.initialize": bytes.fromhex("805001020B01") + amount + terminal + b"\x0f",
                  "debit.offer": amount + offline + bytes(3) + b"\x01\x00" + random + b"\x90\x00",
                  "debit.seed": seed, "debit.session": session, "debit.mac1-over": mac1_over, "debit.mac1": mac1,
                  "debit.command": bytes.fromhex("805401000F") + terminal_serial + stamp + mac1 + b"\x08",
                  "debit.tac-over": tac_over, "debit.tac": tac, "debit.mac2-over": amount, "debit.mac2": mac2,
                  "debit.answer": tac + mac2 + b"\x90\x00",
                  "debit.prove": bytes.fromhex("805A000602") + be(66, 2) + b"\x08",
                  "debit.proof": mac2 + tac + b"\x90\x00"}


def check_vectors():
    """Published ones, and those of a real card."""
    assert crc_forward(b"123456789", 0xFFFF) == 0x29B1 and crc_modbus(b"123456789") == 0x4B37
    published = an10922(KEY, bytes.fromhex("04782E21801D803042F54E585020416275"))[2]
    assert published == bytes.fromhex("A8DD63A3B89D54B37CA802473FDA9175")
    session = des2(KEY, bytes.fromhex("C903814D00008000"))
    assert session == bytes.fromhex("11FDF264E8AEEFA3")
    assert purse_mac(session, bytes.fromhex("000000000000200002001122334455")) == bytes.fromhex("03976C22")
    assert message_mac(b"\xff" * 16, bytes.fromhex("D0FE4FB9"), bytes.fromhex("04B0000004")) == bytes.fromhex("F09C8A19")
    key = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")
    assert ecb(SM4(key), key) == bytes.fromhex("681EDF34D206965E86B3E94F536E4246")


if __name__ == "__main__":
    check_vectors()
    examples = {name: value.hex().upper() for name, value in (key_examples() | cpu_examples()).items()}
    (Path(__file__).parent / "cards.json").write_text(json.dumps(examples, indent=2) + "\n")
    images = {"cpu-money": cpu(), "cpu-quantity": cpu(), "mifare-alternating": mifare(), "sle4442-single": sle(),
              "mifare-tool": tool(), "maker-a": maker_a(), "maker-b": maker_b(), "maker-c": maker_c()}
    for layout, areas in images.items():
        text = "".join(f"{name} {image.hex().upper()}\n" for name, image in areas.items())
        (Path(__file__).parent / f"{layout}.hex").write_text(text)
