"""Firms and charities that are called like a person. General knowledge, ours."""

from __future__ import annotations

from spinney.purchasing.engine.categories.phrases import plain

_LISTED = """
    t k maxx; w h smith; f hinds; h samuel; j d wetherspoon; j d sports; r s components; b h s;
    s g world; d f s; a a breakdown; n h s; h s b c; e d f; t n t; h m r c; p w c; k p m g;
    john lewis; marks and spencer; marks spencer; peter jones; laura ashley; paul smith; ted
    baker; jo malone; ann summers; fred perry; thomas cook; thomas pink; ben sherman; karen
    millen; jack wills; kurt geiger; calvin klein; hugo boss; william hill; robert dyas; ernest
    jones; austin reed; harvey nichols; dorothy perkins; miss selfridge; charles tyrwhitt; jimmy
    choo; vera wang; michael kors; ralph lauren; tommy hilfiger; alexander mcqueen; vivienne
    westwood; oliver bonas; russell and bromley; robert half; robert walters; michael page; harris
    hill; allen lane; morgan hunt; eddie stobart; james latham; arnold clark; arnold laver; travis
    perkins; morgan sindall; willmott dixon; laing orourke; sir robert mcalpine; robert mcalpine;
    balfour beatty; mott macdonald; grant thornton; baker tilly; ernst young; arthur andersen;
    moore kingston smith; sayer vincent; francis clark; johnston carmichael; bishop fleming; price
    bailey; stone king; russell cooke; leigh day; irwin mitchell; anthony collins; norton rose;
    norton rose fulbright; simmons simmons; herbert smith; herbert smith freehills; stephens
    scown; hugh james; harper macleod; anderson strathern; morton fraser; blake morgan; bevan
    brittan; browne jacobson; hill dickinson; addleshaw goddard; clifford chance; arthur j
    gallagher; jones lang lasalle; knight frank; lambert smith hampton; gerald eve; bruton
    knowles; cushman wakefield; sanderson weatherall; carter jonas; strutt parker; thomson
    reuters; harper collins; simon schuster; john wiley; taylor francis; jessica kingsley; jane
    austen house; thomas telford; william collins; henry schein; martin dawes; leo burnett;
    saatchi saatchi; ogilvy mather; charles stanley; brewin dolphin; smith williamson; james hay;
    hargreaves lansdown; st james place; adam smith international; oliver wyman; marie curie; sue
    ryder; anthony nolan; leonard cheshire; joseph rowntree; terrence higgins; alan turing;
    francis crick; henry smith; paul hamlyn; esmee fairbairn; garfield weston; bernard sunley;
    john ellerman; barrow cadbury; lloyds bank; elizabeth finn; mary seacole; mary ward; florence
    nightingale; nelson mandela; john muir; barnardo; barnardos; dr barnardos; fred olsen; hays
    travel; trevor sorbie; toni and guy; nicky clarke; rush hair; duncan dougal; jamie oliver;
    gordon ramsay; harry ramsden; harry ramsdens; ben and jerrys; jack daniels; ed s easy diner;
    bella italia; frankie and bennys; frankie bennys; pret a manger; patisserie valerie; sally
    beauty; peter pan; thomas tallis; virginia woolf; king david; prince william; queen elizabeth;
    kurt salmon; ann taylor; aldous huxley; hewlett packard; rolls royce; harley davidson; aston
    martin; alfa romeo; johnson johnson; johnson matthey; procter gamble; reckitt benckiser;
    cadbury schweppes; mike ashley; evans halshaw; reg vardy; vertu motors; perrys motors; stephen
    james; john grose; martin baker; edward elgar; robert bosch; werner ladders; stanley black;
    black decker; thomas sanderson; tom dixon; dr oetker; dr martens; dr pepper; mr kipling; mr
    muscle; mrs beeton; lord mayor; sir john fisher;
    family carers ireland; rent smart wales
    """

NAMESAKES = frozenset(" ".join(plain(one)) for one in _LISTED.split(";"))
