// The till: one window in which a cashier serves a resident. Card on, amount, Enter, receipt; keyboard first.
//
// Threads: GUI. Cards, books and watching have threads of their own (ui/common/officethread.h, cardwatcher.h); this
// class only puts questions and shows answers. Where things stand is TillPanels', what is said TillSpeech's. The
// keyboard map is in ui/README.md.
#pragma once

#include "ui/till/signin.h"
#include "ui/till/tillspeech.h"

#include <QMainWindow>
#include <functional>

namespace meterdesk {

class TillWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit TillWindow(const OfficeOptions& options, QWidget* parent = nullptr);
    ~TillWindow() override;

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    /// Also for another cashier who takes over.
    void build();
    void connectPanels();
    void connectCardWork();
    void addShortcuts();
    void retranslate();
    void changeLight();
    void changeLanguage();
    void tellRest(); // the quiet line where no message stands

    // who is at it
    void connectSignIn();
    void opened();
    void signOut();
    void forget();

    // card and customer
    using Tell = CardOnReader::Tell;
    void connectReader();
    void cardCame();
    void cardWent();
    void look(Tell tell = Tell::All);
    void showLooked(const CardOnReader::Look& look);
    enum class Cursor { Stays, Amount, AmountUnlessTyping };
    /// `meter`: by whose number it was found; empty: as the card says.
    void showAccount(Id accountId, Cursor cursor = Cursor::Amount, const QString& meter = {});
    void showCustomer(const Customer& customer, Cursor cursor, const QString& meter);
    void showMeter(); // the one marked
    void showReader();
    void refreshAccount();
    /// The account shown, with what the card on the reader says of it.
    void display(const Customer& customer);
    /// Whether the card on the reader can carry what is sold to the account shown.
    void showCardServes();

    // money
    void quote(quint64 token, const QString& meter, const SaleAsked& asked);
    void sell(const TopUpAsked& asked);
    void resend(Id orderId);
    void reverse(Id orderId, const QString& reason);
    void settle();
    void afterMoney(bool readCard = true);
    void tellSettled(const Settled& settled);
    /// Says so where the card is being worked with: what is going on is seen to its end.
    bool isBusy(const std::function<QString()>& next);

    /// A piece of work with the card whose answer, in words, is told after `done`: issue, adopt, replace, return.
    template <class Work>
    void withCard(Work work, const std::function<QString()>& done);

    OfficeOptions m_options;
    OfficeThread m_desk;  // cards and money
    OfficeThread m_books; // looking things up
    CardOnReader m_card;
    SignIn m_staff;
    TillPanels* m_panels = nullptr;
    std::unique_ptr<TillSpeech> m_speech;
    QString m_office; // its name
    bool m_demo = false;
    bool m_cameWhileSelling = false;
    QString m_toldOf;         // a card settled before it was seen to come: the look at it leaves what was said of that
    bool m_visitTold = false; // the look that follows a demo card's visit to its meter leaves what was said of it
    std::optional<int> m_readerSaid; // the message bar's count when a reader's trouble was told
    Id m_account = noId;
    int m_coming = 0; // accounts asked for, and what was settled, not shown yet
};

} // namespace meterdesk
