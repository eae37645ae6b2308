#include "cardio/cards/layoutbook.h"

#include "cardio/cards/jsonguard.h"
#include "cardio/cards/layoutrules.h"
#include "cardio/cards/layoutschema.h"
#include "cardio/cards/layoutsentences.h"

#include <QDir>
#include <QFile>

namespace meterdesk {
namespace {

constexpr qint64 mostBytes = 1'048'576;

/// All layouts of a folder; the schema lies among the shipped ones.
void addFolder(LayoutBook& book, const QString& folder, QStringList& problems) {
    const QStringList names = QDir(folder).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    for (const QString& name : names) {
        if (name.endsWith(u".schema.json"))
            continue;
        QFile file(folder + u'/' + name);
        if (!file.open(QIODevice::ReadOnly)) {
            problems << name + QStringLiteral(": ") + file.errorString();
            continue;
        }
        Result<Layout> layout = readLayout(file.read(mostBytes));
        if (!layout)
            problems << name + QStringLiteral(": ") + layout.error().detail;
        else if (book.find(layout->id))
            problems << name + QStringLiteral(": $.id: ") + tr("\"%1\" is another layout's").arg(layout->id);
        else
            book.add(std::move(*layout));
    }
}

} // namespace

Result<Layout> readLayout(const QByteArray& json) {
    MD_GET(object, guardedJson(json));
    MD_TRY(checkAgainstSchema(object));
    MD_GET(draft, draftLayout(object));
    MD_TRY(checkLayout(draft));
    draft.layout.warnings = warningsFor(draft);
    return std::move(draft.layout);
}

LayoutBook LayoutBook::load(const QString& dataFolder, QStringList* problems) {
    LayoutBook book;
    QStringList found;
    addFolder(book, QStringLiteral(":/cardio/layouts"), found);
    if (!dataFolder.isEmpty())
        addFolder(book, dataFolder + QStringLiteral("/layouts"), found);
    if (problems)
        *problems += found;
    return book;
}

const Layout* LayoutBook::find(const QString& id) const {
    const auto found = m_layouts.find(id);
    return found == m_layouts.end() ? nullptr : found->second.get();
}

QList<const Layout*> LayoutBook::ofFamily(CardFamily family) const {
    QList<const Layout*> all;
    for (const auto& [id, layout] : m_layouts) {
        if (layout->family == family)
            all << layout.get();
    }
    return all;
}

QStringList LayoutBook::ids() const {
    QStringList all;
    for (const auto& [id, layout] : m_layouts)
        all << id;
    return all;
}

void LayoutBook::add(Layout layout) {
    const QString id = layout.id;
    m_layouts[id] = std::make_unique<Layout>(std::move(layout));
}

} // namespace meterdesk
