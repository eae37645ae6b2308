#include "tests/support/typed.h"

#include <QFile>
#include <QTest>

namespace meterdesk::test {

QStringList words(QAnyStringView line) {
    return line.toString().split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

QStringList simulated(QAnyStringView line, const QString& last) {
    QStringList all = words("--reader simulator") + words(line);
    if (!last.isEmpty())
        all << last;
    return all;
}

QStringList sale(const QString& meter, const char* pay) {
    return words("topup --pay") + QStringList{QString::fromLatin1(pay), QStringLiteral("--meter"), meter};
}

Ran lay(const Program& program, const QString& card) {
    return program.json({QStringLiteral("sim"), QStringLiteral("insert"), card});
}

Ran issue(const Program& program, const QString& card, const QString& meter) {
    const Ran laid = lay(program, card);
    return laid.status == 0 ? program.json(words("card issue --meter") + QStringList{meter}) : laid;
}

QJsonObject ok(const Program& program, const QStringList& words) {
    const Ran ran = program.json(words);
    if (ran.status != 0)
        QTest::qFail(qPrintable(QStringLiteral("meterdesk %1: %2 %3")
                                    .arg(words.join(QLatin1Char(' ')), QString::number(ran.status), told(ran))),
                     __FILE__, __LINE__);
    return ran.json();
}

QString text(const Ran& ran, const char* key) {
    return ran.json()[QLatin1String(key)].toString();
}

QString told(const Ran& ran) {
    return QString::fromUtf8(ran.out + ran.err);
}

void set(Program& program, const char* variable, const char* value) {
    program.environment.insert(QString::fromLatin1(variable), QString::fromLatin1(value));
}

QString write(const Program& program, const char* name, const QByteArray& bytes) {
    const QString path = program.path(QString::fromLatin1(name));
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? path : QString();
}

Program realOffice() {
    Program program = Program::bare();
    set(program, "METERDESK_PASSWORD", "bossboss");
    program.json(words("--as boss setup"));
    return program;
}

Program officeWithKeys(const QString& passphrase) {
    Program program = realOffice();
    program.environment.insert(QStringLiteral("METERDESK_PASSPHRASE"), passphrase);
    ok(program, words("--as boss keys generate"));
    return program;
}

} // namespace meterdesk::test
