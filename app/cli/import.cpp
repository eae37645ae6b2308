// meterdesk import FILE.csv [--dry-run]
#include "app/cli/command.h"

#include "cardio/cards/layoutfit.h"
#include "models/property/import.h"

#include <QFile>
#include <QJsonArray>
#include <csignal>

namespace meterdesk::cli {
namespace {

struct Asked {
    std::string file, compound;
    bool dryRun = false;
};

/// What the import needs to know of each layout, so that the file need not repeat it.
QHash<QString, ImportLayout> factsOf(const LayoutBook& book) {
    QHash<QString, ImportLayout> facts;
    const QStringList ids = book.ids();
    for (const QString& id : ids) {
        const Layout* layout = book.find(id);
        if (layout->tool)
            continue;
        const auto room = [layout](Field field) {
            return [layout, field](const auto& value) { return hasRoomFor(*layout, field, value); };
        };
        facts.insert(id, ImportLayout{layout->basis, layout->family, layout->kinds, layout->slotCount,
                                      room(Field::MeterNumber), room(Field::UserNumber),
                                      [layout](const QString& cardId) { return canHaveId(*layout, cardId); },
                                      room(Field::TotalPurchased)});
    }
    return facts;
}

volatile std::sig_atomic_t interrupted = 0;

/// Ctrl-C asks the import to take back what it has done; a second one ends the program, and the database takes it back.
class UntilInterrupted {
public:
    UntilInterrupted() {
        interrupted = 0;
        m_before = std::signal(SIGINT, [](int) {
            interrupted = 1;
            std::signal(SIGINT, SIG_DFL);
        });
    }
    ~UntilInterrupted() { std::signal(SIGINT, m_before); }
    UntilInterrupted(const UntilInterrupted&) = delete;
    UntilInterrupted& operator=(const UntilInterrupted&) = delete;
    bool goesOn() const { return interrupted == 0; }

private:
    void (*m_before)(int);
};

Result<Answer> import(Context& context, const Asked& asked) {
    MD_GET(office, context.office());
    MD_GET(who, context.session());
    QFile file(QString::fromStdString(asked.file));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::FileUnreadable, file.fileName() + QStringLiteral(": ") + file.errorString());
    const QByteArray bytes = file.readAll();
    ImportOptions options;
    options.dryRun = asked.dryRun;
    options.compound = QString::fromStdString(asked.compound);
    options.layoutFacts = factsOf(office->layouts());
    options.layouts = options.layoutFacts.keys(); // tools are no meter's
    const UntilInterrupted until;
    qint64 tenth = 0;
    options.progress = [&](qint64 done, qint64 of) {
        if (of > 0 && done * 10 / of > tenth) {
            tenth = done * 10 / of;
            context.progress(tr("%1 of %2").arg(done).arg(of));
        }
        return until.goesOn();
    };
    MD_GET(report, importCompound(office->store(), *who, bytes, options));
    QJsonArray faults;
    QString text;
    for (const ImportFault& fault : report.faults) {
        faults.append(QJsonObject{{QStringLiteral("line"), fault.line},
                                  {QStringLiteral("column"), fault.column},
                                  {QStringLiteral("problem"), fault.problem}});
        text += fault.column.isEmpty()
                    ? tr("line %1: %2\n").arg(QString::number(fault.line), fault.problem)
                    : tr("line %1, %2: %3\n").arg(QString::number(fault.line), fault.column, fault.problem);
    }
    if (!report.ignored.isEmpty())
        text += tr("columns not used: %1\n").arg(report.ignored.join(QStringLiteral(", ")));
    QJsonObject json{{QStringLiteral("rows"), report.rows},
                     {QStringLiteral("ignored"), QJsonArray::fromStringList(report.ignored)},
                     {QStringLiteral("apartments"), report.apartments},
                     {QStringLiteral("residents"), report.residents},
                     {QStringLiteral("meters"), report.meters},
                     {QStringLiteral("cards"), report.cards},
                     {QStringLiteral("dryRun"), asked.dryRun},
                     {QStringLiteral("faults"), faults}};
    if (!report.faults.isEmpty()) {
        const Error refused{ErrorCode::ImportRefused, QString::number(report.badRows())};
        json[QStringLiteral("error")] = errorJson(refused);
        return Answer{json, text + refused.message() + QLatin1Char('\n') + refused.next(),
                      static_cast<int>(refused.outcome())};
    }
    text += tr("%1 rows: %2 apartments, %3 residents, %4 meters, %5 cards")
                .arg(report.rows)
                .arg(report.apartments)
                .arg(report.residents)
                .arg(report.meters)
                .arg(report.cards);
    if (asked.dryRun)
        text += tr(" (checked only, nothing written)");
    return Answer{json, text, 0};
}

} // namespace

void addImport(Commands& commands) {
    auto asked = std::make_shared<Asked>();
    CLI::App* command =
        commands.add(&commands.app, "import", QT_TR_NOOP("Take in a whole compound from CSV: all or nothing"),
                     [asked](Context& context) { return import(context, *asked); });
    command->add_option("file", asked->file, QT_TR_NOOP("CSV in UTF-8 or GB18030"))->required()->type_name("FILE.csv");
    command->add_flag("--dry-run", asked->dryRun, QT_TR_NOOP("Check only"));
    command->add_option("--compound", asked->compound, QT_TR_NOOP("Name of the compound where the file has none"))
        ->type_name("NAME");
}

} // namespace meterdesk::cli
