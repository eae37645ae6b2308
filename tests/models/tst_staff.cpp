// Staff: who may sign in and do what, and that the audit trail says so and can't be changed.
#include "models/staff/password.h"
#include "models/staff/staffbook.h"
#include "models/store/settings.h"
#include "tests/support/tempstore.h"

#include <QtTest>

using namespace meterdesk;
using namespace meterdesk::test;

namespace {

const QString goodPassword = QStringLiteral("correct horse");
const QString wrongPassword = QStringLiteral("battery staple");

ErrorCode codeOf(const Result<StaffSession>& result) {
    return result ? ErrorCode::AlreadyExists : result.error().code; // never an answer of signIn()
}

QStringList actions(TempStore& office) {
    QStringList all;
    QSqlQuery* query = must(office.store->run(QStringLiteral("SELECT action FROM audit ORDER BY id")));
    while (query->next())
        all.append(query->value(0).toString());
    return all;
}

} // namespace

class TestStaff : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void signInGivesTheSession() {
        TempStore office;
        StaffBook book(*office.store, office.clock, office.administrator);
        const Id id = must(book.add(QStringLiteral(" lin "), QStringLiteral("林小姐"), Role::Cashier, goodPassword));
        const StaffSession session = must(book.signIn(QStringLiteral("lin"), goodPassword));
        QCOMPARE(session.staffId, id);
        QCOMPARE(session.name, QStringLiteral("lin"));
        QCOMPARE(session.display, QStringLiteral("林小姐"));
        QCOMPARE(session.role, Role::Cashier);
        QCOMPARE(actions(office), QStringList({QStringLiteral("staff-added"), QStringLiteral("signed-in")}));
        QCOMPARE(codeOf(book.signIn(QStringLiteral("lin"), wrongPassword)), ErrorCode::WrongPassword);
        QCOMPARE(codeOf(book.signIn(QStringLiteral("nobody"), goodPassword)), ErrorCode::WrongPassword);
        QCOMPARE(codeOf(book.signIn(QString(), QString())), ErrorCode::WrongPassword);
    }

    void entryIsScryptWithItsParameters() {
        const QString entry = must(hashPassword(goodPassword));
        QVERIFY2(entry.startsWith(QStringLiteral("scrypt$15$8$1$")), qPrintable(entry));
        QVERIFY(must(hashPassword(goodPassword)) != entry); // a salt of its own
        QVERIFY(must(passwordMatches(goodPassword, entry)));
        QVERIFY(!must(passwordMatches(wrongPassword, entry)));
        QVERIFY(!must(passwordMatches(QString(), entry)));
        QVERIFY(must(passwordMatches(QStringLiteral("ｃorrect horse"), entry))); // full width is the same word
        QVERIFY(isCurrentEntry(entry));
        for (const QString& broken :
             {QString(), QStringLiteral("none"), nobodysEntry(), QStringLiteral("scrypt$15$8$1$$"),
              QString(entry).replace(QStringLiteral("$15$"), QStringLiteral("$60$"))})
            QVERIFY(!must(passwordMatches(goodPassword, broken)));
    }

    void publishedVectorOfScrypt() {
        // RFC 7914, section 12: scrypt("pleaseletmein", "SodiumChloride", 16384, 8, 1), its first 32 bytes.
        const QByteArray salt = QByteArrayLiteral("SodiumChloride").toBase64();
        const QByteArray hash =
            QByteArray::fromHex("7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2").toBase64();
        const QString entry =
            QStringLiteral("scrypt$14$8$1$%1$%2").arg(QString::fromLatin1(salt), QString::fromLatin1(hash));
        QVERIFY(must(passwordMatches(QStringLiteral("pleaseletmein"), entry)));
        QVERIFY(!isCurrentEntry(entry));
    }

    void oldEntryIsRaisedAtSignIn() {
        TempStore office;
        const QByteArray hash =
            QByteArray::fromHex("7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2").toBase64();
        office.run(QStringLiteral("UPDATE staff SET password = ? WHERE id = ?"),
                   {QStringLiteral("scrypt$14$8$1$U29kaXVtQ2hsb3JpZGU=$") + QString::fromLatin1(hash),
                    office.cashier.staffId});
        StaffBook book(*office.store, office.clock);
        must(book.signIn(office.cashier.name, QStringLiteral("pleaseletmein")));
        const QString entry =
            office.one(QStringLiteral("SELECT password FROM staff WHERE id = ?"), {office.cashier.staffId}).toString();
        QVERIFY(isCurrentEntry(entry));
        QVERIFY(must(passwordMatches(QStringLiteral("pleaseletmein"), entry)));
    }

    void fiveFailuresLockForAQuarterHour() {
        TempStore office;
        StaffBook book(*office.store, office.clock, office.administrator);
        must(book.setPassword(office.cashier.staffId, goodPassword));
        const QString name = office.cashier.name;
        for (int i = 0; i < 4; ++i)
            QCOMPARE(codeOf(book.signIn(name, wrongPassword)), ErrorCode::WrongPassword);
        must(book.signIn(name, goodPassword)); // counts from the start again
        for (int i = 0; i < 5; ++i)
            QCOMPARE(codeOf(book.signIn(name, wrongPassword)), ErrorCode::WrongPassword);
        QCOMPARE(codeOf(book.signIn(name, goodPassword)), ErrorCode::LockedOut);
        office.clock.time += StaffBook::lockMs - 1;
        QCOMPARE(codeOf(book.signIn(name, goodPassword)), ErrorCode::LockedOut);
        office.clock.time += 1;
        must(book.signIn(name, goodPassword));
    }

    void administratorUnlocks() {
        TempStore office;
        office.run(QStringLiteral("UPDATE staff SET locked_until = ? WHERE id = ?"),
                   {office.clock.time + 60000, office.cashier.staffId});
        StaffBook book(*office.store, office.clock, office.administrator);
        must(book.setPassword(office.cashier.staffId, goodPassword));
        QCOMPARE(codeOf(book.signIn(office.cashier.name, goodPassword)), ErrorCode::LockedOut);
        must(book.unlock(office.cashier.staffId));
        must(book.signIn(office.cashier.name, goodPassword));
    }

    void lastAdministratorStays() {
        TempStore office;
        StaffBook book(*office.store, office.clock, office.administrator);
        const Id anna = office.administrator.staffId;
        QCOMPARE(book.setRole(anna, Role::Manager).error().code, ErrorCode::LastAdministrator);
        QCOMPARE(book.setActive(anna, false).error().code, ErrorCode::LastAdministrator);
        must(book.setRole(anna, Role::Administrator));
        must(book.setRole(office.manager.staffId, Role::Administrator));
        must(book.setActive(anna, false));
        QCOMPARE(book.setRole(office.manager.staffId, Role::Cashier).error().code, ErrorCode::LastAdministrator);
        must(book.setActive(anna, true));
        must(book.setRole(office.manager.staffId, Role::Cashier));
    }

    void whoHasLeftCantSignIn() {
        TempStore office;
        StaffBook book(*office.store, office.clock, office.administrator);
        must(book.setPassword(office.cashier.staffId, goodPassword));
        must(book.setActive(office.cashier.staffId, false));
        QCOMPARE(codeOf(book.signIn(office.cashier.name, goodPassword)), ErrorCode::WrongPassword);
        QCOMPARE(must(book.all()).size(), 2);
        must(book.setActive(office.cashier.staffId, true));
        must(book.signIn(office.cashier.name, goodPassword));
        QCOMPARE(must(book.all()).size(), 3);
    }

    void changesNeedAnAdministrator() {
        TempStore office;
        for (const StaffSession& by : {StaffSession(), office.cashier, office.manager}) {
            StaffBook book(*office.store, office.clock, by);
            const ErrorCode expected = by.signedIn() ? ErrorCode::NotAllowed : ErrorCode::NotSignedIn;
            const Id other = office.administrator.staffId;
            QCOMPARE(book.setRole(other, Role::Cashier).error().code, expected);
            QCOMPARE(book.setActive(other, false).error().code, expected);
            QCOMPARE(book.unlock(other).error().code, expected);
            QCOMPARE(book.setPassword(other, goodPassword).error().code, expected);
            QCOMPARE(book.add(QStringLiteral("eve"), {}, Role::Administrator, goodPassword).error().code, expected);
        }
        QCOMPARE(actions(office), QStringList());
        must(StaffBook(*office.store, office.clock, office.cashier).setPassword(office.cashier.staffId, goodPassword));
        QCOMPARE(actions(office), QStringList(QStringLiteral("staff-password")));
    }

    void firstOfTheStaffIsAnAdministrator() {
        TempStore office;
        office.run(QStringLiteral("DELETE FROM staff"));
        StaffBook book(*office.store, office.clock);
        QCOMPARE(book.add(QStringLiteral("a"), {}, Role::Cashier, goodPassword).error().code, ErrorCode::BadArgument);
        must(book.add(QStringLiteral("a"), {}, Role::Administrator, goodPassword));
        QCOMPARE(book.add(QStringLiteral("b"), {}, Role::Administrator, goodPassword).error().code,
                 ErrorCode::NotSignedIn);
    }

    void badNamesAndPasswordsAreRefused() {
        TempStore office;
        StaffBook book(*office.store, office.clock, office.administrator);
        const auto code = [&](const QString& name, const QString& password) {
            return book.add(name, {}, Role::Cashier, password).error().code;
        };
        QCOMPARE(code(QStringLiteral("  "), goodPassword), ErrorCode::BadArgument);
        QCOMPARE(code(QString(65, QLatin1Char('x')), goodPassword), ErrorCode::BadArgument);
        QCOMPARE(code(QStringLiteral("tab\tbed"), goodPassword), ErrorCode::BadArgument);
        QCOMPARE(code(QStringLiteral("lin"), QStringLiteral("12345")), ErrorCode::BadArgument);
        QCOMPARE(code(office.cashier.name, goodPassword), ErrorCode::AlreadyExists);
        QCOMPARE(book.setRole(12345, Role::Cashier).error().code, ErrorCode::NotFound);
    }

    void demoSignsInByItselfOnlyInADemoOffice() {
        TempStore office;
        StaffBook book(*office.store, office.clock, office.administrator);
        const Id id = must(book.add(QStringLiteral("demo"), {}, Role::Administrator, goodPassword));
        QCOMPARE(codeOf(book.demoSession()), ErrorCode::NotSignedIn);
        must(Settings(*office.store, office.manager).setValue(QStringLiteral("demo"), QStringLiteral("1")));
        QCOMPARE(must(book.demoSession()).staffId, id);
        must(book.setActive(id, false));
        QCOMPARE(codeOf(book.demoSession()), ErrorCode::NotSignedIn);
    }

    void passwordsAreNowhereInTheBooks() {
        TempStore office;
        StaffBook book(*office.store, office.clock, office.administrator);
        must(book.add(QStringLiteral("lin"), {}, Role::Cashier, goodPassword));
        must(book.signIn(QStringLiteral("lin"), goodPassword));
        QCOMPARE(codeOf(book.signIn(wrongPassword, wrongPassword)), ErrorCode::WrongPassword); // in the wrong field
        office.store.reset(); // the last connection takes the log into the file
        QFile file(office.path());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(bytes.contains("sign-in-refused"));
        QVERIFY(!bytes.contains(goodPassword.toUtf8()));
        QVERIFY(!bytes.contains(wrongPassword.toUtf8()));
    }

    void permissionsByRole_data() {
        QTest::addColumn<int>("permission");
        QTest::addColumn<QString>("may"); // c cashier, d dispatcher, m manager, a administrator
        const auto add = [](const char* name, Permission permission, const char* may) {
            QTest::newRow(name) << static_cast<int>(permission) << QString::fromLatin1(may);
        };
        add("sell", Permission::Sell, "cma");
        add("read", Permission::ReadCards, "cdma");
        add("issue", Permission::IssueCards, "cma");
        add("adopt", Permission::AdoptCards, "ma");
        add("tools", Permission::IssueTools, "ma");
        add("free", Permission::GiveFree, "ma");
        add("reverse", Permission::Reverse, "cma");
        add("decide", Permission::Decide, "ma");
        add("settings", Permission::ChangeSettings, "ma");
        add("keys", Permission::ManageKeys, "a");
        add("staff", Permission::ManageStaff, "a");
        add("import", Permission::Import, "ma");
    }
    void permissionsByRole() {
        QFETCH(int, permission);
        QFETCH(QString, may);
        for (const Role role : {Role::Cashier, Role::Dispatcher, Role::Manager, Role::Administrator}) {
            const StaffSession session{1, QString(), QString(), role};
            const Status answer = session.require(static_cast<Permission>(permission));
            QCOMPARE(answer.has_value(), may.contains(roleName(role).at(0)));
            if (!answer)
                QCOMPARE(answer.error().code, ErrorCode::NotAllowed);
            QCOMPARE(roleFromName(roleName(role)), std::optional(role));
        }
        QCOMPARE(StaffSession().require(static_cast<Permission>(permission)).error().code, ErrorCode::NotSignedIn);
    }

    void auditCantBeChanged() {
        TempStore office;
        must(audit(*office.store, office.clock, office.cashier, QStringLiteral("did"), QStringLiteral("card:5")));
        for (const char* sql : {"UPDATE audit SET action = 'x'", "DELETE FROM audit"}) {
            const auto changed = office.store->change(QString::fromLatin1(sql));
            QVERIFY(!changed);
            QCOMPARE(changed.error().code, ErrorCode::StoreError);
        }
        QCOMPARE(actions(office), QStringList(QStringLiteral("did")));
    }
};

QTEST_GUILESS_MAIN(TestStaff)
#include "tst_staff.moc"
