// The till: one window in which a cashier serves a resident. Card on, amount, Enter, receipt; keyboard first.
//
// Threads: GUI. Cards, books and watching have threads of their own (ui/common/officethread.h, cardwatcher.h); this
// class only puts questions and shows answers. The keyboard map is in ui/README.md.
#pragma once

#include "ui/till/cardonreader.h"
#include "ui/till/openorder.h"
#include "ui/till/signin.h"

#include <QMainWindow>
#include <functional>

class QScrollArea;
class QShortcut;
class QStackedWidget;

namespace meterdesk {

class CardActions;
struct Confirmation;
class ConfirmPanel;
class CustomerPanel;
class Drawer;
class MessagePlace;
class OpenOrders;
class OrderPanel;
class ReceiptView;
class SalePanel;
class SearchPanel;
class SignInPanel;
class TopBar;

class TillWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit TillWindow(const OfficeOptions& options, QWidget* parent = nullptr);
    ~TillWindow() override;

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void buildTillPage();
    void connectPanels();
    void addShortcuts();
    void retranslate();
    void changeLight();
    /// Columns as the window's size allows: a narrow one shows the search instead of the resident while it is used.
    void fit();
    void setSearching(bool searching);
    void changeLanguage();
    void confirm(const Confirmation& what);
    void backToSale();
    /// The same, for what wasn't asked for by the one who types: a search that is being typed keeps the cursor.
    void giveWay();
    /// The sale, or the open order that is in its way.
    void showSale();
    void focusSale();
    void showOpenOrders();
    void tellRest(); // the quiet line where no message stands

    // who is at it
    void connectSignIn();
    void opened();
    /// Another cashier takes over: all panels are made anew, so that nothing of the former one's is left.
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
    void showReader();
    void refreshAccount();
    /// The account shown, with what the card on the reader says of it.
    void display(const Customer& customer);
    /// Whether the card on the reader can carry what is sold to the account shown.
    void showCardServes();
    void tellFinding(CardFinding finding);
    QString nextFor(CardFinding finding) const;
    void tellOtherCard();
    void tellNoCardYet(); // of the meter marked
    void tellWhyNotSold();

    // money
    void quote(quint64 token, const QString& meter, const SaleAsked& asked);
    void sell(const TopUpAsked& asked);
    void resend(Id orderId);
    void reverse(Id orderId, const QString& reason);
    void settle();
    void afterMoney(bool readCard = true);
    /// One line for each order, and what was mended; `sentence` answers one that has the order at %1 and its state at
    /// %2.
    void tellOrders(const std::function<QString()>& sentence, const QList<OpenOrder>& orders,
                    const Mended& mended = {});
    void tellSettled(const Settled& settled);
    void tellMended(const Mended& mended);
    void tellFailure(const Failure& failure);
    /// Says so where the card is being worked with: what is going on is seen to its end.
    bool isBusy(const std::function<QString()>& next);

    /// A piece of work with the card whose answer, in words, is told after `done`: issue, adopt, replace, return.
    template <class Work>
    void withCard(Work work, const std::function<QString()>& done);
    void showPage(QWidget* page);

    OfficeOptions m_options;
    OfficeThread m_desk;  // cards and money
    OfficeThread m_books; // looking things up
    CardOnReader m_card;
    SignIn m_staff;
    QString m_office; // whose it is, and
    bool m_demo = false;
    bool m_cameWhileSelling = false;
    bool m_visitTold = false; // the look that follows a demo card's visit to its meter leaves what was said of it
    std::optional<int> m_readerSaid; // the message bar's count when a reader's trouble was told
    QShortcut* m_backKey = nullptr;  // out of the open orders
    bool m_searching = false;        // matters in a narrow window
    Id m_account = noId;
    int m_accountsComing = 0; // asked for, and not shown yet

    QStackedWidget* m_pages = nullptr;
    QStackedWidget* m_right = nullptr;
    QScrollArea* m_rightScroll = nullptr;
    QWidget* m_middle = nullptr;
    QWidget* m_tillPage = nullptr;
    QWidget* m_signInPage = nullptr;
    TopBar* m_top = nullptr;
    SearchPanel* m_search = nullptr;
    CustomerPanel* m_customer = nullptr;
    CardActions* m_actions = nullptr;
    SalePanel* m_sale = nullptr;
    ReceiptView* m_receipt = nullptr;
    ConfirmPanel* m_confirm = nullptr;
    OpenOrders* m_openOrders = nullptr;
    SignInPanel* m_signIn = nullptr;
    OrderPanel* m_order = nullptr;
    MessagePlace* m_messagePlace = nullptr;
    MessageBar* m_message = nullptr;
    Drawer* m_drawer = nullptr;
};

} // namespace meterdesk
