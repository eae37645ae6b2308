// The office's keys: made, imported, rotated, sealed; and what a damaged file or another program does to them.
#include "cardio/keys/keyfile.h"
#include "cardio/keys/keystore.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QTemporaryDir>
#include <QTest>
#include <memory>
#include <sys/wait.h>
#include <unistd.h>

using namespace meterdesk;

namespace {

const QString passphrase = QStringLiteral("correct horse");

QByteArray fileIn(const QTemporaryDir& folder) {
    QFile file(folder.filePath(QStringLiteral("keys.sealed")));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QTemporaryDir& folder, const QByteArray& bytes) {
    QFile file(folder.filePath(QStringLiteral("keys.sealed")));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray bytesOf(const Result<std::shared_ptr<const KeyRing>>& ring, const char* name, int version = 0) {
    if (!ring)
        return ring.error().name().toLatin1();
    const auto key = (*ring)->cardKey(QString::fromLatin1(name), version, Diversification::None, {});
    if (!key)
        return key.error().name().toLatin1();
    return QByteArray(reinterpret_cast<const char*>(key->data()), static_cast<qsizetype>(key->size()))
        .toHex()
        .toUpper();
}

QString nameOf(const Status& status) {
    return status ? QStringLiteral("ok") : status.error().name();
}

QByteArray importing(const QByteArray& name, const QByteArray& version, const QByteArray& algorithm,
                     const QByteArray& hex) {
    return "{\"keys\":[{\"name\":\"" + name + "\",\"version\":" + version + ",\"algorithm\":\"" + algorithm +
           "\",\"hex\":\"" + hex + "\"}]}";
}

} // namespace

class TestKeyStore : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<KeyStore> m_store;

private Q_SLOTS:
    void whatCouldNotBeOpenedIsNotSealed();
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<KeyStore>(m_folder->path(), Sealing::cheap());
    }

    void generatesWhatTheShippedLayoutsName() {
        QVERIFY(!m_store->exists());
        QCOMPARE(nameOf(m_store->generate(passphrase)), QStringLiteral("ok"));
        QVERIFY(m_store->exists());
        const auto ring = m_store->unlock(passphrase);
        QVERIFY(ring.has_value());
        QStringList seen;
        for (const KeyInfo& info : (*ring)->list()) {
            seen.append(info.name + QLatin1Char(' ') + info.algorithm);
            QCOMPARE(info.version, 1);
            QCOMPARE(info.check.size(), 6);
        }
        QCOMPARE(seen, QStringList({QStringLiteral("card-access aes-128"), QStringLiteral("file-mac 3des"),
                                    QStringLiteral("purse-debit 3des"), QStringLiteral("purse-load 3des"),
                                    QStringLiteral("purse-tac 3des"), QStringLiteral("record-mac aes-128"),
                                    QStringLiteral("sle-psc 3des")}));
    }

    void generatingAgainKeepsWhatIsThere() {
        QVERIFY(m_store->generate(passphrase, {QStringLiteral("purse-load")}).has_value());
        const QByteArray before = bytesOf(m_store->unlock(passphrase), "purse-load");
        QVERIFY(m_store->generate(passphrase).has_value());
        QCOMPARE(bytesOf(m_store->unlock(passphrase), "purse-load"), before);
        QCOMPARE((*m_store->unlock(passphrase))->list().size(), 7);
    }

    void rotationKeepsOldVersionsForReading() {
        const QStringList one{QStringLiteral("record-mac")};
        QVERIFY(m_store->generate(passphrase).has_value());
        const QByteArray first = bytesOf(m_store->unlock(passphrase), "record-mac");
        QVERIFY(m_store->generate(passphrase, one, true).has_value());
        const auto ring = m_store->unlock(passphrase);
        QCOMPARE((*ring)->newest(one.first()), 2);
        QCOMPARE((*ring)->newest(QStringLiteral("file-mac")), 1);
        QCOMPARE(bytesOf(ring, "record-mac", 1), first);
        QVERIFY(bytesOf(ring, "record-mac", 2) != first);
        QCOMPARE(bytesOf(ring, "record-mac"), bytesOf(ring, "record-mac", 2));
        QCOMPARE(bytesOf(ring, "record-mac", 3), QByteArray("keys-missing"));
        QVERIFY((*ring)->has(one.first(), 1) && !(*ring)->has(one.first(), 3) && !(*ring)->has(QStringLiteral("x")));
    }

    void rotationEndsAtVersion255() {
        QVERIFY(m_store->import(passphrase, importing("mine", "255", "aes-128", "00112233445566778899AABBCCDDEEFF"))
                    .has_value());
        QCOMPARE(nameOf(m_store->generate(passphrase, {QStringLiteral("mine")}, true)), QStringLiteral("bad-argument"));
    }

    void officesOwnNamesSayTheirAlgorithm() {
        QVERIFY(m_store->generate(passphrase, {QStringLiteral("my-mac:sm4")}).has_value());
        QVERIFY(m_store->generate(passphrase, {QStringLiteral("my-mac")}, true).has_value());
        const auto ring = m_store->unlock(passphrase);
        QCOMPARE((*ring)->newest(QStringLiteral("my-mac")), 2);
        QCOMPARE((*ring)->list().constLast().algorithm, QStringLiteral("sm4"));
        for (const char* bad : {"my-other", "my-other:des", "My:aes-128", ":aes-128", "x:bytes", "purse-load:sm4"})
            QCOMPARE(nameOf(m_store->generate(passphrase, {QString::fromLatin1(bad)})), QStringLiteral("bad-argument"));
        QCOMPARE((*m_store->unlock(passphrase))->list().size(), 2);
    }

    void checkValues() { // FIPS 197, SP 800-67 and GB/T 32907 implementations agree on these
        QVERIFY(m_store
                    ->import(passphrase, R"({"keys":[
            {"name":"a","version":1,"algorithm":"aes-128","hex":"2B7E151628AED2A6ABF7158809CF4F3C"},
            {"name":"d","version":1,"algorithm":"3des","hex":"0123456789ABCDEFFEDCBA9876543210"},
            {"name":"s","version":1,"algorithm":"sm4","hex":"0123456789ABCDEFFEDCBA9876543210"},
            {"name":"t","version":1,"algorithm":"bytes","hex":"FFFFFFFFFFFF"}]})")
                    .has_value());
        QStringList checks;
        for (const KeyInfo& info : (*m_store->unlock(passphrase))->list())
            checks.append(info.check);
        QCOMPARE(checks, QStringList({QStringLiteral("7DF76B"), QStringLiteral("08D7B4"), QStringLiteral("2677F4"),
                                      QString()}));
    }

    void cardKeyUsesTheRightMethod() {
        QVERIFY(m_store->import(passphrase, importing("purse-load", "3", "3des", "00112233445566778899AABBCCDDEEFF"))
                    .has_value());
        const auto ring = m_store->unlock(passphrase);
        const QString name = QStringLiteral("purse-load");
        const QByteArray factor = QByteArray::fromHex("0102030405060708");
        const auto key = (*ring)->cardKey(name, 3, Diversification::Pboc3Des, factor);
        QVERIFY(key.has_value());
        QCOMPARE(QByteArray(reinterpret_cast<const char*>(key->data()), 16).toHex(),
                 QByteArray("00e2b15307a7a33050bbbca82e87ff07"));
        QCOMPARE((*ring)->cardKey(name, 3, Diversification::Sm4, factor).error().code, ErrorCode::CryptoFailed);
        QCOMPARE((*ring)->cardKey(name, 1, Diversification::Pboc3Des, factor).error().code, ErrorCode::KeysMissing);
    }

    void wrongPassphraseAndMissingFile() {
        QCOMPARE(bytesOf(m_store->unlock(passphrase), "x"), QByteArray("keys-missing"));
        QCOMPARE(nameOf(m_store->changePassphrase(passphrase, QStringLiteral("b"))), QStringLiteral("keys-missing"));
        QVERIFY(m_store->generate(passphrase).has_value());
        QCOMPARE(bytesOf(m_store->unlock(QStringLiteral("wrong")), "x"), QByteArray("keys-damaged"));
        const QByteArray before = fileIn(*m_folder);
        QCOMPARE(nameOf(m_store->generate(QStringLiteral("wrong"), {}, true)), QStringLiteral("keys-damaged"));
        QCOMPARE(nameOf(m_store->import(QStringLiteral("wrong"),
                                        importing("a", "1", "sm4", "0123456789ABCDEFFEDCBA9876543210"))),
                 QStringLiteral("keys-damaged"));
        QCOMPARE(nameOf(m_store->generate(QString())), QStringLiteral("bad-argument"));
        QCOMPARE(fileIn(*m_folder), before);
    }

    void passphraseChanges() {
        QVERIFY(m_store->generate(passphrase).has_value());
        const QByteArray key = bytesOf(m_store->unlock(passphrase), "file-mac");
        const QString chinese = QString::fromUtf8("物业 é");
        QVERIFY(m_store->changePassphrase(passphrase, chinese).has_value());
        QCOMPARE(bytesOf(m_store->unlock(passphrase), "file-mac"), QByteArray("keys-damaged"));
        QCOMPARE(bytesOf(m_store->unlock(chinese), "file-mac"), key);
        // Another keyboard may compose the accent otherwise.
        QCOMPARE(bytesOf(m_store->unlock(chinese.normalized(QString::NormalizationForm_D)), "file-mac"), key);
    }

    void everyDamagedByteAndEveryCutIsNoticed() {
        QVERIFY(m_store->generate(passphrase, {QStringLiteral("file-mac")}).has_value());
        const QByteArray good = fileIn(*m_folder);
        for (qsizetype at = 0; at < good.size(); ++at) {
            QByteArray bad = good;
            // In scrypt's cost a low bit is as wrong as a high one, and cheaper to find out.
            bad[at] = static_cast<char>(bad[at] ^ 0x01);
            overwrite(*m_folder, bad);
            QCOMPARE(bytesOf(m_store->unlock(passphrase), "file-mac"), QByteArray("keys-damaged"));
        }
        for (qsizetype size = 0; size < good.size(); ++size) {
            overwrite(*m_folder, good.left(size));
            QCOMPARE(bytesOf(m_store->unlock(passphrase), "file-mac"), QByteArray("keys-damaged"));
        }
        overwrite(*m_folder, good + 'x');
        QCOMPARE(bytesOf(m_store->unlock(passphrase), "file-mac"), QByteArray("keys-damaged"));
        overwrite(*m_folder, good);
        QCOMPARE(bytesOf(m_store->unlock(passphrase), "file-mac").size(), 32);
    }

    void aForgedCostIsRefusedBeforeItIsPaid() {
        QVERIFY(m_store->generate(passphrase, {QStringLiteral("file-mac")}).has_value());
        for (const auto& [at, value] : {std::pair{9, 63}, std::pair{9, 0}, std::pair{10, 255}, std::pair{11, 255}}) {
            QByteArray bad = fileIn(*m_folder);
            bad[at] = static_cast<char>(value);
            overwrite(*m_folder, bad);
            QCOMPARE(bytesOf(m_store->unlock(passphrase), "file-mac"), QByteArray("keys-damaged"));
        }
    }

    void theFileShowsNothingAndIsOursAlone() {
        const QByteArray hex = "00112233445566778899AABBCCDDEEF1";
        QVERIFY(m_store->import(passphrase, importing("purse-load", "1", "3des", hex)).has_value());
        const QByteArray file = fileIn(*m_folder);
        QVERIFY(!file.isEmpty());
        for (const QByteArray& secret : {hex, hex.toLower(), QByteArray::fromHex(hex), QByteArray::fromHex(hex).left(8),
                                         QByteArray("purse-load"), passphrase.toUtf8()})
            QVERIFY(!file.contains(secret));
        const auto rights = QFileInfo(m_folder->filePath(QStringLiteral("keys.sealed"))).permissions();
        QCOMPARE(rights & ~(QFile::ReadUser | QFile::WriteUser), QFile::ReadOwner | QFile::WriteOwner);
        // Sealed again, nothing of it is the same: fresh salt and nonce.
        QVERIFY(m_store->changePassphrase(passphrase, passphrase).has_value());
        QVERIFY(fileIn(*m_folder).mid(12, 28) != file.mid(12, 28));
        QVERIFY(fileIn(*m_folder).mid(44) != file.mid(44));
    }

    void refusesBadImports_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("where");
        const QByteArray key = "00112233445566778899AABBCCDDEEFF";
        const auto row = [](const char* tag, const QByteArray& json, const char* where) {
            QTest::newRow(tag) << json << QString::fromUtf8(where);
        };
        row("not JSON", "hello", "JSON");
        row("cut", importing("a", "1", "sm4", key).chopped(1), "JSON");
        row("a list", "[]", "“keys”");
        row("no keys", "{}", "“keys”");
        row("empty", R"({"keys":[]})", "keys: ");
        row("more members", R"({"keys":[],"x":1})", "“keys”");
        row("no object", R"({"keys":[5]})", "keys[0]: ");
        row("name missing", R"({"keys":[{"version":1,"algorithm":"sm4","hex":"00"}]})", "“name”");
        row("version missing", R"({"keys":[{"name":"a","algorithm":"sm4","hex":"00"}]})", "“version”");
        row("unknown member", R"({"keys":[{"name":"a","version":1,"algorithm":"sm4","hex":"00","note":""}]})",
            "“note”");
        row("name", importing("A b", "1", "sm4", key), "keys[0].name");
        row("no name", importing("", "1", "sm4", key), "keys[0].name");
        row("long name", importing(QByteArray(65, 'a'), "1", "sm4", key), "keys[0].name");
        row("version 0", importing("a", "0", "sm4", key), "keys[0].version");
        row("version 256", importing("a", "256", "sm4", key), "keys[0].version");
        row("version 1.5", importing("a", "1.5", "sm4", key), "keys[0].version");
        row("version as text", importing("a", "\"1\"", "sm4", key), "keys[0].version");
        row("algorithm", importing("a", "1", "des", key), "keys[0].algorithm");
        row("standard name, other algorithm", importing("purse-load", "1", "aes-128", key), "keys[0].algorithm");
        row("not hex", importing("a", "1", "sm4", key.chopped(1) + "g"), "keys[0].hex");
        row("odd", importing("a", "1", "sm4", key.chopped(1)), "keys[0].hex");
        row("blanks", importing("a", "1", "sm4", "0011 2233"), "keys[0].hex");
        row("short", importing("a", "1", "aes-128", key.chopped(2)), "keys[0].hex");
        row("long", importing("a", "1", "3des", key + "0011223344556677"), "keys[0].hex");
        row("no bytes", importing("a", "1", "bytes", ""), "keys[0].hex");
        row("65 bytes", importing("a", "1", "bytes", QByteArray(130, 'A')), "keys[0].hex");
        row("equal halves", importing("a", "1", "3des", "01234567890123450123456789012345"), "keys[0].hex");
        row("equal but for parity", importing("a", "1", "3des", "01234567890123450022456688002244"), "keys[0].hex");
        row("weak half",
            importing("a", "1", "3des",
                      "0101010101010101"
                      "0123456789ABCDEF"),
            "keys[0].hex");
        row("semi-weak half",
            importing("a", "1", "3des",
                      "0123456789ABCDEF"
                      "E01FE01FF10EF10E"),
            "keys[0].hex");
        row("one byte repeated", importing("a", "1", "aes-128", QByteArray(32, '0')), "keys[0].hex");
        row("same name twice", R"({"keys":[
            {"name":"a","version":1,"algorithm":"sm4","hex":"0123456789ABCDEFFEDCBA9876543210"},
            {"name":"a","version":1,"algorithm":"sm4","hex":"0123456789ABCDEFFEDCBA9876543211"}]})",
            "keys[1]");
    }

    void refusesBadImports() {
        QFETCH(QByteArray, json);
        QFETCH(QString, where);
        const Status status = m_store->import(passphrase, json);
        QCOMPARE(nameOf(status), QStringLiteral("keys-refused"));
        QVERIFY2(status.error().detail.contains(where), qPrintable(status.error().detail));
        QVERIFY(!status.error().detail.contains(QStringLiteral("0011")));
        QVERIFY(!m_store->exists());
    }

    void importIsAllOrNothingAndMayBeRepeated() {
        const QByteArray key = "00112233445566778899AABBCCDDEEFF";
        const QByteArray good = importing("purse-load", "1", "3des", key);
        QVERIFY(m_store->import(passphrase, good).has_value());
        QVERIFY(m_store->import(passphrase, good).has_value());
        QCOMPARE(nameOf(m_store->import(passphrase, importing("purse-load", "1", "3des", "FF" + key.mid(2)))),
                 QStringLiteral("keys-refused"));
        const QByteArray mixed = R"({"keys":[
            {"name":"b","version":1,"algorithm":"sm4","hex":"0123456789ABCDEFFEDCBA9876543210"},
            {"name":"c","version":1,"algorithm":"sm4","hex":"01"}]})";
        QCOMPARE(nameOf(m_store->import(passphrase, mixed)), QStringLiteral("keys-refused"));
        const auto ring = m_store->unlock(passphrase);
        QCOMPARE((*ring)->list().size(), 1);
        QCOMPARE(bytesOf(ring, "purse-load"), key);
    }

    void twoProgramsAtOnceLoseNothing() {
        QVERIFY(m_store->generate(passphrase, {QStringLiteral("file-mac")}).has_value());
        constexpr int programs = 4, keysOfEach = 5;
        QList<pid_t> children;
        for (int program = 0; program < programs; ++program) {
            const pid_t child = fork();
            if (child == 0) {
                bool good = true;
                for (int key = 0; key < keysOfEach; ++key)
                    good &=
                        m_store->generate(passphrase, {QStringLiteral("p%1-%2:sm4").arg(program).arg(key)}).has_value();
                _exit(good ? 0 : 1);
            }
            children.append(child);
        }
        for (const pid_t child : children) {
            int status = -1;
            QCOMPARE(waitpid(child, &status, 0), child);
            QCOMPARE(status, 0);
        }
        QCOMPARE((*m_store->unlock(passphrase))->list().size(), 1 + programs * keysOfEach);
    }

    void folderThatCannotBeWritten() {
        const QString file = m_folder->filePath(QStringLiteral("file"));
        QFile blocking(file);
        QVERIFY(blocking.open(QIODevice::WriteOnly));
        KeyStore store(file + QStringLiteral("/below"), Sealing::cheap());
        QCOMPARE(nameOf(store.generate(passphrase)), QStringLiteral("store-read-only"));
        const pid_t child = fork();
        if (child == 0) {
            QFile::setPermissions(m_folder->path(),
                                  QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther);
            static_cast<void>(setuid(65534)); // root may write everywhere
            const Status status = m_store->generate(passphrase);
            _exit(!status && status.error().code == ErrorCode::StoreReadOnly ? 0 : 1);
        }
        int status = -1;
        QCOMPARE(waitpid(child, &status, 0), child);
        QCOMPARE(status, 0);
    }

    void realCostIsInTheFile() {
        KeyStore store(m_folder->path());
        QVERIFY(store.generate(passphrase, {QStringLiteral("file-mac")}).has_value());
        QCOMPARE(fileIn(*m_folder).mid(8, 4), QByteArray::fromHex("01110801"));
        QCOMPARE(bytesOf(store.unlock(passphrase), "file-mac").size(), 32);
        QVERIFY(m_store->changePassphrase(passphrase, passphrase).has_value());
        QCOMPARE(fileIn(*m_folder).mid(8, 4), QByteArray::fromHex("010A0801"));
    }

    void withoutAKeychainItSaysSo() {
        const auto found = KeyStore::remembered(m_folder->path());
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::KeychainUnavailable);
        QVERIFY(!found.error().detail.isEmpty());
        QCOMPARE(nameOf(KeyStore::remember(m_folder->path(), passphrase)), QStringLiteral("keychain-unavailable"));
        QCOMPARE(nameOf(KeyStore::forget(m_folder->path())), QStringLiteral("keychain-unavailable"));
    }

    void initTestCase() {
        // No keychain of the machine may be asked: it would remember what a test says.
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        qunsetenv("XDG_CURRENT_DESKTOP");
        qunsetenv("DESKTOP_SESSION");
    }
};

void TestKeyStore::whatCouldNotBeOpenedIsNotSealed() {
    KeyRing ring;
    bool refused = false;
    int keys = 0;
    for (; keys < 6000 && !refused; keys += 500) {
        for (int i = keys; i < keys + 500; ++i) {
            QByteArray bytes(32, char(i));
            ring.add({QStringLiteral("maker-%1").arg(i, 200, 10, QLatin1Char('0')), 1, QStringLiteral("bytes"), {}},
                     Secret::from(bytes));
        }
        const auto sealed = sealKeys(ring, passphrase, Sealing::cheap());
        refused = !sealed;
        if (sealed)
            QVERIFY(openKeys(*sealed, passphrase));
        else
            QCOMPARE(sealed.error().name(), QStringLiteral("bad-argument"));
    }
    QVERIFY(refused);
    QVERIFY(keys > 500);
}

QTEST_GUILESS_MAIN(TestKeyStore)
#include "tst_keystore.moc"
